package org.feathers4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The first requests of applications that have just started: all that they serve within 5, 10 and 30 s, when {@code --seconds} is 5. Here once without and once with an AOT cache, where the JDK has
 * such (24 and newer).
 */
final class WarmGroup implements Group {
    /** Ends of periods in tenths of the length; the third second is by itself. */
    private static final List<Integer> ENDS = List.of(4, 6, 10, 20, 60);

    private static final int THIRD = 1;
    private static final List<Integer> SHOWN = List.of(2, 3, 4);
    private static final int TENTHS = 10;
    private static final String CACHED = ", AOT cache";

    @Override
    public String name() {
        return "warm";
    }

    @Override
    public String title() {
        return "The first requests";
    }

    @Override
    public void measure(Side side, LoadOptions options, Results results) throws IOException {
        for (Traffic each : List.of(new Rest(), new SocketsOverMesh())) measure(each, side, options, results);
    }

    private static void measure(Traffic traffic, Side side, LoadOptions options, Results results) throws IOException {
        List<Tally> plain = run(traffic, traffic.start(side, null, null, options), options);
        add(side, traffic.title(), plain, options, results);
        if (!canCache()) return;
        if (side == Side.NODE) {
            add(side, traffic.title() + CACHED, plain, options, results);
            return;
        }
        Path cache = cache(traffic, options);
        try {
            String cached = "-XX:AOTCache=" + cache;
            List<Tally> tallies = run(traffic, traffic.start(side, cached, cached, options), options);
            add(side, traffic.title() + CACHED, tallies, options, results);
        } finally {
            Files.delete(cache);
        }
    }

    /** What clients ask, and of whom. */
    private sealed interface Traffic {
        String title();

        Count count();

        /**
         * Starts the applications; the last one is that which clients ask.
         *
         * @param jvm further options for that one, with a space between them
         * @param others the same for the others
         */
        List<AppProcess> start(Side side, @Nullable String jvm, @Nullable String others, LoadOptions options)
                throws IOException;

        Conversation client(Count count);
    }

    private record Rest() implements Traffic {
        private static final HttpRequest REQUEST = HttpRequest.ALL.getFirst();

        @Override
        public String title() {
            return REQUEST.title();
        }

        @Override
        public Count count() {
            return new Count(REQUEST.right(), REQUEST.alike());
        }

        @Override
        public List<AppProcess> start(Side side, @Nullable String jvm, @Nullable String others, LoadOptions options)
                throws IOException {
            return List.of(started(side, AppSettings.server(), jvm, options));
        }

        @Override
        public Conversation client(Count count) {
            return new HttpClient(REQUEST, count);
        }
    }

    /** Both applications have just started, and know each other. */
    private record SocketsOverMesh() implements Traffic {
        @Override
        public String title() {
            return "get over Socket.IO and the mesh";
        }

        @Override
        public Count count() {
            return SocketGroup.gets();
        }

        @Override
        public List<AppProcess> start(Side side, @Nullable String jvm, @Nullable String others, LoadOptions options)
                throws IOException {
            AppProcess provider =
                    started(side, AppSettings.peer("provider", options.hasty(), "todos"), others, options);
            AppProcess gateway = started(side, AppSettings.gateway(options.hasty()), jvm, options);
            gateway.ask("usable", Map.of("path", "todos"));
            return List.of(provider, gateway);
        }

        @Override
        public Conversation client(Count count) {
            return new SocketAsker(count, 1);
        }
    }

    private static AppProcess started(Side side, AppSettings settings, @Nullable String jvm, LoadOptions options)
            throws IOException {
        return jvm == null ? AppProcess.start(side, settings, options) : AppProcess.java(settings, jvm, options);
    }

    /** A cache holds classes of jars only. */
    private static boolean canCache() {
        return Runtime.version().feature() >= 24
                && Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .noneMatch(each -> Files.isDirectory(Path.of(each)));
    }

    /** Trained by the same load, as the guide has it. */
    private static Path cache(Traffic traffic, LoadOptions options) throws IOException {
        Path training = Files.createTempFile("feathers4j", ".aotconf");
        Path cache = Files.createTempFile("feathers4j", ".aot");
        try {
            String recording = "-XX:AOTMode=record -XX:AOTConfiguration=" + training;
            run(traffic, traffic.start(Side.JAVA, recording, null, options), options);
            AppProcess.makeCache(training, cache, options);
            return cache;
        } finally {
            Files.delete(training);
        }
    }

    /** What was served in each period since the application that is asked began to listen. Ends all of them. */
    private static List<Tally> run(Traffic traffic, List<AppProcess> started, LoadOptions options) throws IOException {
        var tallies = new ArrayList<Tally>();
        try (var loader = new Loader()) {
            Count count = traffic.count();
            for (int i = 0; i < options.callers(); i++)
                loader.open(started.getLast().port(), traffic.client(count));
            int last = 0;
            for (int end : ENDS) {
                Duration period = options.length().multipliedBy(end - last).dividedBy(TENTHS);
                tallies.add(count.run(loader, period).checked(traffic.title()));
                last = end;
            }
        } finally {
            for (AppProcess each : started) each.close();
        }
        return tallies;
    }

    private static void add(Side side, String title, List<Tally> tallies, LoadOptions options, Results results) {
        for (int shown : SHOWN) {
            List<Tally> until = tallies.subList(0, shown + 1);
            double seconds = until.stream().mapToDouble(Tally::seconds).sum();
            long count = until.stream().mapToLong(Tally::count).sum();
            Duration within = options.length().multipliedBy(ENDS.get(shown)).dividedBy(TENTHS);
            String line = "%s, first %s s".formatted(title, seconds(within));
            results.add(side, line, Quantity.RATE, count / seconds);
            if (shown == SHOWN.getFirst())
                results.add(
                        side,
                        line,
                        Quantity.WARM,
                        tallies.get(THIRD).perSecond() / tallies.getLast().perSecond());
        }
    }

    private static String seconds(Duration length) {
        return length.toMillis() % 1000 == 0
                ? Long.toString(length.toSeconds())
                : Double.toString(length.toMillis() / 1000.0);
    }
}
