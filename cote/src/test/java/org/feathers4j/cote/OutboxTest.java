package org.feathers4j.cote;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutboxTest {
    private final ManualLoop loop = new ManualLoop();
    private final SlowWire wire = new SlowWire();
    private final Budget budget = new Budget(2_000_000_000);
    private final Outbox outbox = new Outbox(loop, wire, 100_000, budget);

    @Test
    void what_gathers_within_a_turn_goes_out_with_one_write() {
        for (int i = 0; i < 10; i++) outbox.offer(frame(100, i));
        loop.turn();
        assertThat(wire.writes).containsExactly(1000);
        assertThat(outbox.queuedBytes()).isZero();
    }

    @Test
    void all_bytes_come_out_in_order_whatever_their_sizes() {
        var random = new Random(3);
        var expected = new ByteArrayOutputStream();
        var large = new Outbox(loop, wire, Long.MAX_VALUE, budget);
        for (int i = 0; i < 300; i++) {
            int size = 1 + random.nextInt(random.nextInt(20) == 0 ? 1_000_000 : 3000);
            expected.writeBytes(bytes(size, i));
            large.offer(frame(size, i));
            if (random.nextInt(5) == 0) loop.turn();
            wire.open = random.nextInt(3) > 0;
        }
        wire.open = true;
        large.drain();
        loop.turn();
        assertThat(wire.bytes.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(large.queuedBytes()).isZero();
    }

    @Test
    void a_wire_that_takes_nothing_fills_the_box_up_to_its_limit() {
        wire.open = false;
        int taken = 0;
        while (outbox.offer(frame(1000, 1)) == Outbox.Answer.TAKEN) taken++;
        assertThat(taken).isEqualTo(100);
        loop.turn();
        assertThat(wire.writes).isEmpty();
        wire.open = true;
        outbox.drain();
        assertThat(outbox.offer(frame(1000, 1))).isEqualTo(Outbox.Answer.TAKEN);
    }

    @Test
    void an_empty_box_takes_a_frame_of_any_size() {
        assertThat(outbox.offer(frame(1_000_000, 1))).isEqualTo(Outbox.Answer.TAKEN);
        assertThat(outbox.offer(frame(1, 1))).isEqualTo(Outbox.Answer.FULL);
        loop.turn();
        assertThat(outbox.offer(frame(1, 1))).isEqualTo(Outbox.Answer.TAKEN);
    }

    @Test
    void what_is_cancelled_in_time_is_never_sent() {
        var call = new PendingCall("1", ByteBuffer.wrap(bytes(10, 1)), reply -> {}, cancelled -> {});
        outbox.offer(call);
        outbox.offer(frame(5, 2));
        call.cancel();
        loop.turn();
        assertThat(wire.writes).containsExactly(5);
        assertThat(call.wasSent()).isFalse();
        assertThat(outbox.queuedBytes()).isZero();
    }

    @Test
    void it_closes_the_wire_when_everything_is_sent() {
        wire.open = false;
        outbox.offer(frame(10, 1));
        outbox.finish();
        assertThat(wire.closed).isFalse();
        wire.open = true;
        outbox.drain();
        assertThat(wire.closed).isTrue();
        assertThat(wire.writes).containsExactly(10);
        assertThat(outbox.offer(frame(1, 1))).isEqualTo(Outbox.Answer.CLOSED);
    }

    @Test
    void all_boxes_together_keep_no_more_than_their_budget_but_each_may_keep_a_little() {
        wire.open = false;
        var small = new Budget(1_000_000);
        var one = new Outbox(loop, wire, 10_000_000, small);
        var other = new Outbox(loop, wire, 10_000_000, small);
        while (one.offer(frame(10_000, 1)) == Outbox.Answer.TAKEN) {
            // until it is full
        }
        assertThat(small.taken()).isEqualTo(1_000_000);
        int taken = 0;
        while (other.offer(frame(10_000, 1)) == Outbox.Answer.TAKEN) taken++;
        assertThat(taken).isEqualTo(26);
        one.close();
        assertThat(small.taken()).isEqualTo(260_000);
        wire.open = true;
        other.drain();
        assertThat(small.taken()).isZero();
        assertThat(other.offer(frame(10_000, 1))).isEqualTo(Outbox.Answer.TAKEN);
    }

    @Test
    void what_is_cancelled_or_closed_away_goes_back_into_the_budget() {
        wire.open = false;
        var call = new PendingCall("1", ByteBuffer.wrap(bytes(10, 1)), reply -> {}, cancelled -> {});
        outbox.offer(call);
        outbox.offer(frame(100_000_000, 2));
        call.cancel();
        wire.open = true;
        outbox.offer(frame(5, 1));
        loop.turn();
        outbox.offer(frame(50_000, 1));
        outbox.close();
        assertThat(outbox.offer(frame(1, 1))).isEqualTo(Outbox.Answer.CLOSED);
        assertThat(budget.taken()).isZero();
        assertThat(outbox.queuedBytes()).isZero();
    }

    private static Outgoing frame(int size, int content) {
        return Outgoing.of(ByteBuffer.wrap(bytes(size, content)));
    }

    private static byte[] bytes(int size, int content) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) content);
        return bytes;
    }

    private static final class SlowWire implements Wire {
        final List<Integer> writes = new ArrayList<>();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean open = true;
        boolean closed;

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public String remoteAddress() {
            return "10.0.0.1";
        }

        @Override
        public int remotePort() {
            return 1;
        }

        @Override
        public void write(ByteBuffer source) {
            var copy = new byte[source.remaining()];
            source.duplicate().get(copy);
            writes.add(copy.length);
            bytes.writeBytes(copy);
        }

        @Override
        public boolean writable() {
            return open;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void abort() {
            closed = true;
        }
    }

    /** Runs tasks when the test says so. */
    private static final class ManualLoop implements Network {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        void turn() {
            Runnable task;
            while ((task = tasks.poll()) != null) task.run();
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public boolean onLoop() {
            return false;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<DatagramPort> bindDatagrams(DatagramSettings settings, DatagramListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<WireServer> listen(
                PortRange ports, @Nullable MeshSecret secret, WireAcceptor acceptor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void connect(
                String host,
                int port,
                @Nullable MeshSecret secret,
                Duration timeout,
                WireAcceptor acceptor,
                Consumer<Throwable> onFailure) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T await(CompletableFuture<T> future, Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
