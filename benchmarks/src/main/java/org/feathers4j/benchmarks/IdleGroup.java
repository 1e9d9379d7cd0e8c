package org.feathers4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Applications on the mesh that have nothing to do. */
final class IdleGroup implements Group {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return "Mesh at rest, one application";
    }

    @Override
    public void measure(Side side, LoadOptions options, Results results) throws IOException {
        List<AppProcess> apps = new ArrayList<>();
        try {
            for (int count : options.idle()) {
                grow(apps, count, side, options);
                rest(side, apps, options, results);
            }
        } finally {
            for (AppProcess app : apps) app.close();
        }
    }

    /** This many applications, all of which know each other. In Node one may miss a single publication of another. */
    private static void grow(List<AppProcess> apps, int count, Side side, LoadOptions options) throws IOException {
        int before = apps.size();
        for (int i = before; i < count; i++) {
            String key = "idle" + i;
            apps.add(AppProcess.start(side, AppSettings.peer(key, options.hasty(), key), options));
        }
        long missing = 0;
        long end = System.nanoTime() + TIMEOUT.toNanos();
        for (AppProcess app : apps) {
            long left = Math.max(0, Duration.ofNanos(end - System.nanoTime()).toMillis());
            Object known = app.ask("remotes", Map.of("count", count - 1, "millis", left));
            missing += count - 1 - (known instanceof Number number ? number.intValue() : 0);
        }
        if (missing == 0) return;
        String complaint = "%s: of %d applications %d services are unknown to another".formatted(side, count, missing);
        if (side == Side.JAVA || options.hasty()) throw new IOException(complaint);
        System.err.println(complaint);
    }

    private static void rest(Side side, List<AppProcess> apps, LoadOptions options, Results results)
            throws IOException {
        sleep(options.warmUp().toMillis());
        double cpu = cpu(apps);
        long datagrams = datagrams();
        long start = System.nanoTime();
        // ticks of the processor clock are long, and hellos rare
        sleep(options.length().multipliedBy(4).toMillis());
        double seconds = (System.nanoTime() - start) / 1e9;
        String line = "%d there".formatted(apps.size());
        double each = seconds * apps.size();
        results.add(side, line, Quantity.CORE, (cpu(apps) - cpu) / each);
        results.add(side, line, Quantity.DATAGRAMS, (datagrams() - datagrams) / each);
        double memory = 0;
        for (AppProcess app : apps) memory += app.memory();
        results.add(side, line, Quantity.MEMORY, memory / apps.size());
    }

    /** Seconds of a core that they have used. */
    static double cpu(List<AppProcess> apps) {
        return apps.stream().mapToDouble(AppProcess::cpu).sum();
    }

    /** Sent since the network (of this namespace) came up. */
    static long datagrams() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/net/snmp")).stream()
                .filter(line -> line.startsWith("Udp: "))
                .toList();
        int at = List.of(lines.getFirst().split(" ")).indexOf("OutDatagrams");
        return Long.parseLong(List.of(lines.getLast().split(" ")).get(at));
    }

    private static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
