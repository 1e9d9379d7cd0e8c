package org.feathers4j.testrules;

import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Every rule meets a class that breaks it. The classes run through JUnit's own engine, which finds the rules by itself. */
class LeakDetectionTest {

    /** What the classes below leave behind, so that it can be taken away at last. */
    private static final List<Closeable> LEFT = new ArrayList<>();

    @AfterEach
    void tidy_up() throws IOException {
        for (Closeable left : LEFT) {
            left.close();
        }
        LEFT.clear();
    }

    @Test
    void a_thread_that_goes_on_is_reported_with_its_place() {
        assertThat(Verdict.on(LeavesAThread.class))
                .contains(LeavesAThread.class.getName() + " leaves behind:")
                .contains("thread 'forgotten worker' (WAITING)")
                .contains("CountDownLatch.await");
    }

    static class LeavesAThread {
        @Test
        void starts_a_thread() {
            var worker = new Thread(parked(), "forgotten worker");
            worker.start();
            // what is reported is where it is now
            Eventually.await(Patience.ofSeconds(20), "its place", () -> worker.getState() == Thread.State.WAITING);
        }
    }

    @Test
    void a_thread_that_is_about_to_end_is_waited_for() {
        assertThat(Verdict.on(LeavesAThreadThatEnds.class, Duration.ofSeconds(30)))
                .isNull();
    }

    static class LeavesAThreadThatEnds {
        @Test
        void starts_a_thread() {
            long end = System.nanoTime() + Duration.ofMillis(100).toNanos();
            new Thread(() -> Eventually.await(Duration.ofSeconds(9), "the end", () -> System.nanoTime() > end)).start();
        }
    }

    @Test
    void a_virtual_thread_that_goes_on_is_reported() {
        assertThat(Verdict.on(LeavesAVirtualThread.class)).containsPattern("virtual thread #\\d+ 'forgotten call'");
    }

    static class LeavesAVirtualThread {
        @Test
        void starts_a_thread() {
            Thread.ofVirtual().name("forgotten call").start(parked());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void open_sockets_are_reported_with_their_addresses() {
        assertThat(Verdict.on(LeavesSockets.class))
                .containsPattern("tcp6? socket \\S*127\\.0\\.0\\.1:\\d+")
                .containsPattern("udp6? socket \\S*127\\.0\\.0\\.1:\\d+");
    }

    static class LeavesSockets {
        @Test
        void opens_sockets() throws IOException {
            LEFT.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            LEFT.add(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        }
    }

    @Test
    void an_uncaught_exception_is_reported() {
        assertThat(Verdict.on(LetsAnExceptionEscape.class))
                .contains("uncaught exception in thread 'unlucky'")
                .contains("nobody catches me");
    }

    static class LetsAnExceptionEscape {
        @Test
        void throws_in_another_thread() throws InterruptedException {
            var unlucky = new Thread(
                    () -> {
                        throw new IllegalStateException("nobody catches me");
                    },
                    "unlucky");
            unlucky.start();
            unlucky.join();
        }
    }

    @Test
    void an_error_logged_by_vertx_or_netty_is_reported() {
        assertThat(Verdict.on(MakesTheEnginesComplain.class))
                .contains("io.vertx.core.impl.Something logged at ERROR: unhandled")
                .contains("io.netty.channel.Something logged at ERROR: no handler")
                .doesNotContain("only a warning");
    }

    static class MakesTheEnginesComplain {
        @Test
        void logs() {
            LoggerFactory.getLogger("io.vertx.core.impl.Something").error("unhandled");
            LoggerFactory.getLogger("io.netty.channel.Something").error("no handler");
            LoggerFactory.getLogger("io.netty.channel.Something").warn("only a warning");
        }
    }

    @Test
    void a_blocked_event_loop_is_reported() {
        assertThat(Verdict.on(BlocksAnEventLoop.class))
                .containsPattern("BlockedThreadChecker logged at WARN: Thread .* blocked");
    }

    static class BlocksAnEventLoop {
        @Test
        void blocks() throws Exception {
            var options = new VertxOptions()
                    .setBlockedThreadCheckInterval(10)
                    .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                    .setMaxEventLoopExecuteTime(20)
                    .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS)
                    .setWarningExceptionTime(100);
            var vertx = Vertx.vertx(options);
            var done = new CompletableFuture<@Nullable Void>();
            try (var problems = new LogTap("io.vertx", LoggedProblems::isProblem)) {
                vertx.runOnContext(start -> {
                    // the thread that looks for blocked ones may be late itself
                    Eventually.await(
                            Patience.ofSeconds(20),
                            "the warning",
                            () -> !problems.collected().isEmpty());
                    done.complete(null);
                });
                done.get(Patience.ofSeconds(30).toSeconds(), TimeUnit.SECONDS);
            }
            vertx.close().await(Patience.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void a_buffer_that_nobody_releases_is_reported() {
        assertThat(Verdict.on(ForgetsABuffer.class)).contains("LEAK: ByteBuf.release() was not called");
    }

    static class ForgetsABuffer {
        @Test
        void allocates() {
            ByteBufAllocator.DEFAULT.buffer(64).writeLong(1);
        }
    }

    @Test
    void a_leaked_buffer_is_reported_also_among_much_other_garbage() {
        var queue = new ReferenceQueue<Object>();
        var others = IntStream.range(0, 300_000)
                .mapToObj(i -> new WeakReference<>(new Object(), queue))
                .toList();
        try {
            assertThat(Verdict.on(ForgetsABufferAmongGarbage.class)).contains("LEAK: ByteBuf.release() was not called");
        } finally {
            Reference.reachabilityFence(others);
        }
    }

    /** Not the class above: Netty tells of each place only once. */
    static class ForgetsABufferAmongGarbage {
        @Test
        void allocates() {
            ByteBufAllocator.DEFAULT.buffer(64).writeInt(1);
        }
    }

    @Test
    void a_class_that_tidies_up_passes() {
        assertThat(Verdict.on(TidiesUp.class, Duration.ofSeconds(30))).isNull();
    }

    static class TidiesUp {
        @Test
        void uses_everything() throws Exception {
            var vertx = Vertx.vertx();
            try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var client = new Socket(server.getInetAddress(), server.getLocalPort());
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                threads.submit(() -> answered(client)).get();
                ByteBufAllocator.DEFAULT.buffer(64).release();
                CompletableFuture.runAsync(() -> {}).get();
                new CompletableFuture<>()
                        .completeOnTimeout(1, 1, TimeUnit.MILLISECONDS)
                        .get();
            } finally {
                vertx.close().await(Patience.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static int answered(Socket client) throws IOException {
        client.shutdownOutput();
        return client.getLocalPort();
    }

    @Test
    void what_an_extension_closes_with_the_class_is_not_left_behind() {
        assertThat(Verdict.on(HasAnExtensionThatTidiesUp.class)).isNull();
    }

    @ExtendWith(ClosesItsThread.class)
    static class HasAnExtensionThatTidiesUp {
        @Test
        void does_nothing() {}
    }

    static class ClosesItsThread implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            var work = new CountDownLatch(1);
            var worker = new Thread(() -> awaitUninterruptibly(work), "worker of an extension");
            worker.start();
            AutoCloseable end = () -> {
                work.countDown();
                worker.join();
            };
            context.getStore(Namespace.create(ClosesItsThread.class)).put("worker", end);
        }
    }

    @Test
    void a_nested_class_is_judged_with_its_outer_class() {
        assertThat(Verdict.on(HasANestedClass.class)).contains(HasANestedClass.class.getName() + " leaves behind:");
        assertThat(Verdict.failuresOf(HasANestedClass.class, Duration.ofMillis(100)))
                .hasSize(1);
    }

    static class HasANestedClass {
        @Nested
        class Inner {
            @Test
            void starts_a_thread() {
                new Thread(parked(), "of the inner class").start();
            }
        }
    }

    private static Runnable parked() {
        var end = new CountDownLatch(1);
        LEFT.add(end::countDown);
        return () -> awaitUninterruptibly(end);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
