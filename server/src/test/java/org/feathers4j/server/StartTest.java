package org.feathers4j.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.testrules.LogRecording;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Applications that are on their way up, or that do not make it. */
class StartTest {
    private final Application app = Application.create();
    private final List<String> log = new ArrayList<>();

    @RegisterExtension
    private final LogRecording said = new LogRecording(Application.class.getName());

    private int port;

    /** What only {@code setup} gives it. */
    private final class Prepared implements Service.Gets {
        private final Runnable preparing;
        private @Nullable String answer;

        Prepared(Runnable preparing) {
            this.preparing = preparing;
        }

        @Override
        public void setup(Application application, String path) {
            preparing.run();
            log.add("setup " + path);
            answer = path;
        }

        @Override
        public void teardown(Application application, String path) {
            log.add("teardown " + path);
            answer = null;
        }

        @Override
        public Object get(Id id, Params params) {
            return Map.of("length", Objects.requireNonNull(answer).length());
        }
    }

    @BeforeEach
    void reserve_a_port() throws IOException {
        port = FreePort.reserve();
        app.configure(Server.create(o -> o.host("127.0.0.1")));
    }

    @AfterEach
    void close() {
        app.close();
    }

    private void assertNobodyListens() {
        assertThatThrownBy(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
                    }
                })
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void no_client_gets_in_before_the_services_are_set_up() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        app.use("slow", new Prepared(() -> {
            begun.countDown();
            try {
                assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        Thread starting = Thread.ofVirtual().start(() -> app.listen(port));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        assertNobodyListens();
        assertThat(app.port()).isZero();
        go.countDown();
        starting.join();
        assertThat(RawHttp.get(port, "/slow/1").status()).isEqualTo(200);
    }

    @Test
    void after_a_setup_that_failed_nothing_is_left_and_the_next_one_tries_again() {
        var failures = new ArrayList<>(List.of("no database", "still none"));
        app.use("first", new Prepared(() -> {}));
        app.use("second", new Prepared(() -> {
            if (!failures.isEmpty()) throw new IllegalStateException(failures.removeFirst());
        }));
        app.use("third", new Prepared(() -> {}));
        assertThatThrownBy(() -> app.listen(port)).hasMessage("no database");
        assertNobodyListens();
        assertThat(log).containsExactly("setup first", "teardown first");
        assertThatThrownBy(app::setup).hasMessage("still none");
        assertThat(log).containsExactly("setup first", "teardown first", "setup first", "teardown first");
        log.clear();
        app.listen(port);
        assertThat(log).containsExactly("setup first", "setup second", "setup third");
        assertThat(RawHttp.get(port, "/second/1").status()).isEqualTo(200);
    }

    @Test
    void services_are_torn_down_when_the_port_is_taken_and_set_up_again_with_another_one() throws IOException {
        app.use("first", new Prepared(() -> {}));
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> app.listen(taken.getLocalPort())).hasMessageContaining("is in use");
        }
        assertThat(log).containsExactly("setup first", "teardown first");
        app.listen(0);
        assertThat(RawHttp.get(app.port(), "/first/1").status()).isEqualTo(200);
    }

    @Test
    void an_application_that_is_set_up_already_listens_without_setting_up_again() {
        app.use("first", new Prepared(() -> {}));
        app.setup();
        app.listen(port);
        assertThat(log).containsExactly("setup first");
        assertThat(RawHttp.get(port, "/first/1").status()).isEqualTo(200);
    }

    @Test
    void an_application_that_was_set_up_before_is_closed_when_its_port_is_taken() throws IOException {
        app.use("first", new Prepared(() -> {}));
        app.setup();
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> app.listen(taken.getLocalPort())).hasMessageContaining("is in use");
        }
        assertThat(log).containsExactly("setup first", "teardown first");
        assertThat(app.isSetUp()).isFalse();
    }

    @Test
    void the_log_names_the_services_at_the_start_and_tells_of_the_end() {
        app.use("first", new Prepared(() -> {}));
        app.listen(port);
        assertThat(said.messages(Level.INFO)).containsExactly("Set up 1 service: first [get]");
        said.clear();
        app.close();
        assertThat(said.messages(Level.INFO)).hasSize(2);
        assertThat(said.messages(Level.INFO).getFirst()).isEqualTo("Closing: calls in flight may end");
        assertThat(said.messages(Level.INFO).getLast()).matches("Closed after \\d+ ms");
    }

    @Test
    void the_log_names_no_methods_of_many_services() {
        for (int i = 0; i < 11; i++) app.use("s" + i, new Prepared(() -> {}));
        app.setup();
        assertThat(said.messages(Level.INFO))
                .containsExactly("Set up 11 services: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10");
    }
}
