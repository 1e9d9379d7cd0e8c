package org.feathers4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Many clients, of whom one creates todos of which all hear; never more than some at a time. Owned by the loader's thread. */
final class FanOut {
    private static final byte[] CREATE =
            SocketClient.frame("420[\"create\",\"todos\",{\"text\":\"Write\",\"done\":false},{}]");
    private static final byte[] EVENT = "42[\"todos created\",".getBytes(StandardCharsets.US_ASCII);
    private static final int WINDOW = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Loader loader;
    private final int clients;
    private @Nullable Wire creator;
    private int connected;
    private long created;
    private long heard;
    private long failed;

    FanOut(Loader loader, int clients) {
        this.loader = loader;
        this.clients = clients;
    }

    /** Returns once all clients are connected. */
    void connect(int port) throws IOException {
        for (int i = 0; i < clients; i++) {
            loader.open(port, new Listener());
            // no server takes a thousand at once
            int expected = i + 1;
            if (!loader.talkUntil(() -> connected == expected, TIMEOUT))
                throw new IOException("Only %d clients could connect".formatted(connected));
        }
    }

    /** What is counted are events that came in that time; those that never come have failed. */
    Tally run(Duration length) throws IOException {
        long before = heard;
        long start = System.nanoTime();
        long end = start + length.toNanos();
        while (System.nanoTime() < end) {
            create();
            long left = Math.max(0, end - System.nanoTime());
            loader.talkUntil(() -> created - heard / clients < WINDOW, Duration.ofNanos(left));
        }
        loader.talkUntil(() -> heard > before, TIMEOUT);
        long count = heard - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        loader.talkUntil(() -> heard == created * clients, TIMEOUT);
        return new Tally(count, seconds, Double.NaN, failed + created * clients - heard);
    }

    private void create() throws IOException {
        if (creator == null) throw new IllegalStateException("No client is connected");
        creator.send(CREATE);
        created++;
    }

    private final class Listener extends SocketClient {
        @Override
        void onConnect(Wire wire) {
            creator = wire;
            connected++;
        }

        @Override
        void onPacket(Wire wire, byte[] bytes, int from, int to) {
            if (bytes[from + 1] == '3') return; // the acknowledgement of a create
            if (isEvent(bytes, from, to)) heard++;
            else failed++;
        }

        private boolean isEvent(byte[] bytes, int from, int to) {
            return Arrays.equals(EVENT, 0, EVENT.length, bytes, from, Math.min(to, from + EVENT.length));
        }
    }
}
