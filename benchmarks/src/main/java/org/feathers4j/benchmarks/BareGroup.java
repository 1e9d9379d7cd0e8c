package org.feathers4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A call over Socket.IO that is acknowledged, here with everything and elsewhere without a framework: {@code node/bare.mjs} looks into a map. On Node, and on Bun where its program lies among the
 * modules.
 */
final class BareGroup implements Group {
    private static final String ON_NODE = "bare server on Node";
    private static final String ON_BUN = "bare server on Bun";

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public String title() {
        return "Socket.IO, beside servers without a framework";
    }

    @Override
    public void measure(Side side, LoadOptions options, Results results) throws IOException {
        Map<String, List<String>> others = others(options.node());
        if (side == Side.NODE) {
            for (var other : others.entrySet())
                measure(
                        AppProcess.script(other.getKey(), other.getValue(), options.node()),
                        side,
                        List.of(other.getKey()),
                        options,
                        results);
            return;
        }
        measure(
                AppProcess.start(side, AppSettings.server(), options),
                side,
                List.copyOf(others.keySet()),
                options,
                results);
    }

    /** The commands of the others. */
    private static Map<String, List<String>> others(Path folder) throws IOException {
        var others = new LinkedHashMap<String, List<String>>();
        others.put(ON_NODE, List.of("node", "bare.mjs"));
        Path programs = folder.resolve("node_modules/@oven");
        if (!Files.isDirectory(programs)) return others;
        try (Stream<Path> found = Files.list(programs)) {
            found.map(each -> each.resolve("bin/bun"))
                    .filter(Files::isExecutable)
                    .min(Path::compareTo)
                    .ifPresent(bun ->
                            others.put(ON_BUN, List.of(bun.toAbsolutePath().toString(), "bare.mjs")));
        }
        return others;
    }

    private static void measure(AppProcess started, Side side, List<String> lines, LoadOptions options, Results results)
            throws IOException {
        try (AppProcess app = started;
                var loader = new Loader()) {
            Count count = SocketGroup.gets();
            for (int i = 0; i < options.callers(); i++) loader.open(app.port(), new SocketAsker(count, 1));
            if (options.warmUp().isPositive())
                count.run(loader, options.warmUp()).checked(lines.getFirst());
            double before = app.cpu();
            Tally tally = count.run(loader, options.length()).checked(lines.getFirst());
            double cpu = app.cpu() - before;
            for (String line : lines) {
                results.add(side, line, Quantity.EACH, tally.perSecond());
                results.add(side, line, Quantity.MICROSECONDS, cpu / tally.count());
            }
        }
    }
}
