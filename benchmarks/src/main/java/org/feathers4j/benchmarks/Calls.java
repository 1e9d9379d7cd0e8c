package org.feathers4j.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/** Calls of a service, so many at a time for so long, each caller on a virtual thread; {@code node/calls.mjs} does the same. */
final class Calls {
    private final ServiceHandle service;
    private final String method;
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    Calls(ServiceHandle service, String method) {
        this.service = service;
        this.method = method;
    }

    /** @throws RuntimeException that of a call */
    Tally run(int inFlight, Duration length) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        List<Latencies> each = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            var latencies = new Latencies();
            each.add(latencies);
            callers.add(Thread.startVirtualThread(() -> callOn(latencies, end)));
        }
        for (Thread caller : callers) caller.join();
        RuntimeException thrown = failure.get();
        if (thrown != null) throw thrown;
        double seconds = (System.nanoTime() - start) / 1e9;
        var all = new Latencies();
        each.forEach(all::addAll);
        return new Tally(all.size(), seconds, all.percentile(0.99), wrong.get());
    }

    private void callOn(Latencies latencies, long end) {
        try {
            long before = System.nanoTime();
            do { // once at least, however busy the machine is
                if (!isRight()) wrong.incrementAndGet();
                long after = System.nanoTime();
                latencies.add(after - before);
                before = after;
            } while (before < end);
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private boolean isRight() {
        return switch (method) {
            case "get" -> Todos.idOf(service.get(1)) == 1;
            case "find" -> isPage(service.find());
            case "create" -> isKilobyte(service.create(Todos.kilobyte()));
            default -> throw new IllegalArgumentException("There is no load of '%s'".formatted(method));
        };
    }

    private static boolean isPage(@Nullable Object found) {
        return found instanceof Map<?, ?> page
                && page.get("data") instanceof List<?> todos
                && todos.size() == Todos.SEEDS;
    }

    private static boolean isKilobyte(@Nullable Object created) {
        return Todos.idOf(created) > Todos.SEEDS
                && created instanceof Map<?, ?> todo
                && Todos.kilobyte().get("text") instanceof String text
                && text.equals(todo.get("text"));
    }
}
