package org.feathers4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The first requests of a server that has just started: all that it serves within 5, 10 and 30 s, when {@code --seconds} is 5. Here once without and once with an AOT cache, where the JDK has such (24 and newer). */
final class WarmGroup implements Group {
    private static final List<Integer> ENDS = List.of(1, 2, 6);
    private static final String CACHED = ", AOT cache";
    private static final HttpRequest REQUEST = HttpRequest.ALL.getFirst();

    @Override
    public String name() {
        return "warm";
    }

    @Override
    public String title() {
        return "HTTP, the first requests";
    }

    @Override
    public void measure(Side side, LoadOptions options, Results results) throws IOException {
        List<String> kinds = new ArrayList<>(List.of(""));
        if (canCache()) kinds.add(CACHED);
        if (side == Side.NODE) {
            List<Tally> tallies = run(AppProcess.start(side, AppSettings.server(), options), options);
            for (String kind : kinds) add(side, kind, tallies, options, results);
            return;
        }
        add(side, "", run(AppProcess.start(side, AppSettings.server(), options), options), options, results);
        if (!canCache()) return;
        Path cache = cache(options);
        try {
            add(
                    side,
                    CACHED,
                    run(AppProcess.java(AppSettings.server(), "-XX:AOTCache=" + cache, options), options),
                    options,
                    results);
        } finally {
            Files.delete(cache);
        }
    }

    /** A cache holds classes of jars only. */
    private static boolean canCache() {
        return Runtime.version().feature() >= 24
                && Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .noneMatch(each -> Files.isDirectory(Path.of(each)));
    }

    /** Trained by the same load, as the guide has it. */
    private static Path cache(LoadOptions options) throws IOException {
        Path training = Files.createTempFile("feathers4j", ".aotconf");
        Path cache = Files.createTempFile("feathers4j", ".aot");
        try {
            run(
                    AppProcess.java(
                            AppSettings.server(), "-XX:AOTMode=record -XX:AOTConfiguration=" + training, options),
                    options);
            AppProcess.makeCache(training, cache, options);
            return cache;
        } finally {
            Files.delete(training);
        }
    }

    /** What the app has served at the end of each period, since it began to listen. Ends it. */
    private static List<Tally> run(AppProcess started, LoadOptions options) throws IOException {
        var tallies = new ArrayList<Tally>();
        try (AppProcess app = started;
                var loader = new Loader()) {
            var count = new Count(REQUEST.right(), REQUEST.alike());
            for (int i = 0; i < options.callers(); i++) loader.open(app.port(), new HttpClient(REQUEST, count));
            long requests = 0;
            double seconds = 0;
            int last = 0;
            for (int end : ENDS) {
                Tally tally = count.run(loader, options.length().multipliedBy(end - last))
                        .checked(REQUEST.title());
                requests += tally.count();
                seconds += tally.seconds();
                last = end;
                tallies.add(new Tally(requests, seconds, Double.NaN, 0));
            }
        }
        return tallies;
    }

    private static void add(Side side, String kind, List<Tally> tallies, LoadOptions options, Results results) {
        for (int i = 0; i < ENDS.size(); i++) {
            Duration within = options.length().multipliedBy(ENDS.get(i));
            String line = "%s, first %s s%s".formatted(REQUEST.title(), seconds(within), kind);
            results.add(side, line, Quantity.RATE, tallies.get(i).perSecond());
        }
    }

    private static String seconds(Duration length) {
        return length.toMillis() % 1000 == 0
                ? Long.toString(length.toSeconds())
                : Double.toString(length.toMillis() / 1000.0);
    }
}
