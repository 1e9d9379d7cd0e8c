package org.feathers4j.benchmarks;

import java.io.IOException;

/** The mesh: an application that offers todos, and further ones that use them. */
final class MeshGroup implements Group {
    private static final int COMPARED = 64;

    @Override
    public String name() {
        return "mesh";
    }

    @Override
    public String title() {
        return "Mesh";
    }

    @Override
    public void measure(Side side, LoadOptions options, Results results) throws IOException {
        try (var mesh = new MeshRound(side, options, results)) {
            mesh.begin();
            int usual = usual(options);
            for (int inFlight : options.inFlight()) {
                double rate = mesh.calls("get", "get", inFlight);
                if (side == Side.JAVA && inFlight == usual) echo(inFlight, rate, options, results);
            }
            mesh.calls("find of 100 records", "find", usual);
            mesh.calls("create of 1 KB", "create", usual);
            mesh.gateway();
            for (int count : options.subscribers()) mesh.events(count);
        }
    }

    private static int usual(LoadOptions options) {
        return options.inFlight().contains(COMPARED)
                ? COMPARED
                : options.inFlight().getLast();
    }

    /** What Netty alone reaches with the same bytes, and how much of it the mesh has reached. */
    private static void echo(int inFlight, double rate, LoadOptions options, Results results) throws IOException {
        try (var server = AppProcess.echo(options);
                var client = AppProcess.echo(options)) {
            Load load = Load.asked(client, "echo", "port", server.port(), "inFlight", inFlight);
            if (options.warmUp().isPositive()) load.run(options.warmUp());
            Tally echo = load.run(options.length()).checked("echo");
            results.add(Side.JAVA, MeshRound.line("get", inFlight), Quantity.ECHO, rate / echo.perSecond());
        }
    }
}
