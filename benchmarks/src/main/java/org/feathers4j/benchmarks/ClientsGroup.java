package org.feathers4j.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Clients of Socket.IO that are connected and do nothing, and what it costs that they could go on after a lost connection. */
final class ClientsGroup implements Group {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** How many come at the same time. */
    private static final int AT_ONCE = 50;

    @Override
    public String name() {
        return "clients";
    }

    @Override
    public String title() {
        return "Clients of Socket.IO";
    }

    @Override
    public void measure(Side side, LoadOptions options, Results results) throws IOException {
        for (boolean recovery : new boolean[] {false, true}) {
            String without = recovery ? "with recovery" : "without recovery";
            try (var app = AppProcess.start(side, AppSettings.server(recovery), options)) {
                connect(without, side, app, options, results);
            }
            try (var app = AppProcess.start(side, AppSettings.server(recovery), options);
                    var loader = new Loader()) {
                var fanOut = new FanOut(loader, options.listeners());
                fanOut.connect(app.port());
                String line = "created, heard by %d clients, %s".formatted(options.listeners(), without);
                ((Load) fanOut::run).measure(side, line, List.of(app), options, results);
            }
        }
    }

    private static void connect(String without, Side side, AppProcess app, LoadOptions options, Results results)
            throws IOException {
        try (var loader = new Loader()) {
            // what the first ones need is there for all
            var early = new Idle();
            early.connect(loader, app.port(), Math.min(AT_ONCE, options.clients()));
            double before = used(app);
            double cpu = app.cpu();
            long start = System.nanoTime();
            var idle = new Idle();
            idle.connect(loader, app.port(), options.clients());
            double seconds = (System.nanoTime() - start) / 1e9;
            String line = "connected, %d clients, %s".formatted(options.clients(), without);
            results.add(side, line, Quantity.RATE, options.clients() / seconds);
            results.add(side, line, Quantity.CPU, (app.cpu() - cpu) / options.clients());
            results.add(side, line, Quantity.CLIENT, (used(app) - before) / options.clients());
            results.add(side, line, Quantity.MEMORY, (double) app.memory());
        }
    }

    private static double used(AppProcess app) throws IOException {
        return app.ask("used", Map.of()) instanceof Number bytes ? bytes.doubleValue() : Double.NaN;
    }

    /** Clients that only answer pings. Owned by the loader's thread. */
    private static final class Idle {
        private int connected;

        void connect(Loader loader, int port, int count) throws IOException {
            for (int opened = 0; opened < count; opened++) {
                loader.open(port, new Client());
                int expected = opened + 1 - AT_ONCE;
                await(loader, Math.max(0, expected));
            }
            await(loader, count);
        }

        private void await(Loader loader, int expected) throws IOException {
            if (!loader.talkUntil(() -> connected >= expected, TIMEOUT))
                throw new IOException("Only %d clients could connect".formatted(connected));
        }

        private final class Client extends SocketClient {
            @Override
            void onConnect(Wire wire) {
                connected++;
            }

            @Override
            void onPacket(Wire wire, byte[] bytes, int from, int to) {
                // nothing is said to it
            }
        }
    }
}
