package org.feathers4j.benchmarks;

import java.io.IOException;
import java.util.List;

/** REST: keep-alive connections, each of which sends one request after the other. */
final class HttpGroup implements Group {
    @Override
    public String name() {
        return "http";
    }

    @Override
    public String title() {
        return "HTTP";
    }

    @Override
    public void measure(Side side, LoadOptions options, Results results) throws IOException {
        try (var app = AppProcess.start(side, AppSettings.server(), options)) {
            for (HttpRequest request : HttpRequest.ALL)
                measure(side, request.title(), request, app.port(), List.of(app), options, results);
        }
    }

    /** Sends a request to a port; the processes are those that share the work. */
    static void measure(
            Side side,
            String line,
            HttpRequest request,
            int port,
            List<AppProcess> processes,
            LoadOptions options,
            Results results)
            throws IOException {
        var count = new Count(request.right(), request.alike());
        try (var loader = new Loader()) {
            for (int i = 0; i < options.callers(); i++) loader.open(port, new HttpClient(request, count));
            Load load = length -> count.run(loader, length);
            load.measure(side, line, processes, options, results);
        }
    }
}
