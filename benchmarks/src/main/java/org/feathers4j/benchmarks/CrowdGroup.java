package org.feathers4j.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Applications with five services each that are started at the same time: how long after the last of them listens all see everything, and what that takes. */
final class CrowdGroup implements Group {
    private static final int SERVICES = 5;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public String title() {
        return "Mesh, started at the same time";
    }

    @Override
    public void measure(Side side, LoadOptions options, Results results) throws IOException {
        for (int count : options.crowds()) measure(side, count, options, results);
    }

    private static void measure(Side side, int count, LoadOptions options, Results results) throws IOException {
        var apps = new ArrayList<AppProcess>();
        try {
            long datagrams = IdleGroup.datagrams();
            for (int i = 0; i < count; i++) apps.add(AppProcess.launch(side, settings(i, options), options));
            for (AppProcess app : apps) app.ready();
            long ready = System.nanoTime();
            awaitAll(side, apps, ready + TIMEOUT.toNanos(), options);
            double seconds = (System.nanoTime() - ready) / 1e9;
            String line = "%d applications".formatted(count);
            results.add(side, line, Quantity.SEEN, seconds);
            results.add(side, line, Quantity.WORK, IdleGroup.cpu(apps) / count);
            results.add(side, line, Quantity.SENT, (double) (IdleGroup.datagrams() - datagrams) / count);
            double memory = 0;
            for (AppProcess app : apps) memory += app.memory();
            results.add(side, line, Quantity.MEMORY, memory / count);
        } finally {
            for (AppProcess app : apps) app.close();
        }
    }

    private static AppSettings settings(int number, LoadOptions options) {
        String key = "crowd" + number;
        String[] services =
                IntStream.range(0, SERVICES).mapToObj(i -> key + "-" + i).toArray(String[]::new);
        return AppSettings.peer(key, options.hasty(), services);
    }

    /** Node peers may miss a publication of another: what is missing after the timeout is told. */
    private static void awaitAll(Side side, List<AppProcess> apps, long end, LoadOptions options) throws IOException {
        int others = (apps.size() - 1) * SERVICES;
        long missing = 0;
        for (AppProcess app : apps) {
            long left = Math.max(0, Duration.ofNanos(end - System.nanoTime()).toMillis());
            Object known = app.ask("remotes", Map.of("count", others, "millis", left));
            missing += others - (known instanceof Number number ? number.intValue() : 0);
        }
        if (missing == 0) return;
        String complaint = "%s: of %d applications %d services are unknown to another after %s"
                .formatted(side, apps.size(), missing, TIMEOUT);
        if (side == Side.JAVA || options.hasty()) throw new IOException(complaint);
        System.err.println(complaint);
    }
}
