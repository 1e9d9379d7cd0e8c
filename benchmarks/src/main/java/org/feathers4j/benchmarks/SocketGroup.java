package org.feathers4j.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Socket.IO over WebSockets: calls that are acknowledged, and events for all clients. */
final class SocketGroup implements Group {
    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String title() {
        return "Socket.IO";
    }

    @Override
    public void measure(Side side, LoadOptions options, Results results) throws IOException {
        try (var app = AppProcess.start(side, AppSettings.server(), options)) {
            acknowledgements(1, side, app, options, results);
            acknowledgements(10, side, app, options, results);
            fanOut(side, app, options, results);
        }
    }

    private static void acknowledgements(int atOnce, Side side, AppProcess app, LoadOptions options, Results results)
            throws IOException {
        Count count = gets();
        try (var loader = new Loader()) {
            for (int i = 0; i < options.callers(); i++) loader.open(app.port(), new SocketAsker(count, atOnce));
            Load load = length -> count.run(loader, length);
            String line = "get, acknowledged, %d clients".formatted(options.callers());
            if (atOnce > 1) line += ", each asks %d things at once".formatted(atOnce);
            load.measure(side, line, List.of(app), options, results);
        }
    }

    /** Counts the answers to calls of {@code get}. */
    static Count gets() {
        return new Count(Arrays.asList(null, Todos.todo(1))::equals, true);
    }

    private static void fanOut(Side side, AppProcess app, LoadOptions options, Results results) throws IOException {
        try (var loader = new Loader()) {
            var fanOut = new FanOut(loader, options.listeners());
            fanOut.connect(app.port());
            String line = "created, heard by %d clients".formatted(options.listeners());
            ((Load) fanOut::run).measure(side, line, List.of(app), options, results);
        }
    }
}
