package org.feathers4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One side's applications of a mesh, while they are measured: a provider, and as many consumers as are needed. */
final class MeshRound implements AutoCloseable {
    private final Side side;
    private final LoadOptions options;
    private final Results results;
    private final List<AppProcess> apps = new ArrayList<>();
    private int subscribers;

    MeshRound(Side side, LoadOptions options, Results results) {
        this.side = side;
        this.options = options;
        this.results = results;
    }

    static String line(String title, int inFlight) {
        return "%s, %d in flight".formatted(title, inFlight);
    }

    /** From the start of a process until it has called another one. */
    void begin() throws IOException {
        apps.add(AppProcess.start(side, AppSettings.peer("provider", options.hasty(), "todos", "seen"), options));
        long start = System.nanoTime();
        addConsumer();
        results.add(side, "from start to first answer", Quantity.START, (System.nanoTime() - start) / 1e9);
    }

    private AppProcess addConsumer() throws IOException {
        var consumer = AppProcess.start(side, AppSettings.peer("consumer" + apps.size(), options.hasty()), options);
        apps.add(consumer);
        consumer.ask("usable", Map.of("path", "todos"));
        return consumer;
    }

    /** So many calls at a time, within one application; how many were answered in a second. */
    double calls(String title, String method, int inFlight) throws IOException {
        Load load = Load.asked(apps.get(1), "calls", "method", method, "inFlight", inFlight);
        return load.measure(side, line(title, inFlight), apps, options, results).perSecond();
    }

    /** HTTP to one application, which asks the other. */
    void gateway() throws IOException {
        String line = HttpRequest.GET.title() + " through a gateway";
        HttpGroup.measure(side, line, HttpRequest.GET, apps.get(1).port(), apps, options, results);
    }

    /** Events to so many applications; one that reaches all of them counts as many times. */
    void events(int count) throws IOException {
        while (subscribers < count) subscribe(++subscribers);
        apps.getFirst().ask("subscribers", Map.of("count", count));
        String line = count == 1 ? "events to 1 application" : "events to %d applications".formatted(count);
        Load.asked(apps.getFirst(), "publish").measure(side, line, apps, warmUp(count), results);
    }

    /** Many virtual machines that have just started share the cores with their compilers, which are as many. */
    private LoadOptions warmUp(int count) {
        int factor = Math.max(1, count / Runtime.getRuntime().availableProcessors());
        return options.withWarmUp(options.warmUp().multipliedBy(factor));
    }

    private void subscribe(int number) throws IOException {
        AppProcess consumer = number < apps.size() ? apps.get(number) : addConsumer();
        consumer.ask("subscribe", Map.of("name", "consumer" + number));
    }

    @Override
    public void close() throws IOException {
        for (AppProcess app : apps) app.close();
    }
}
