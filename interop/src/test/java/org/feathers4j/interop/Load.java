package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;

/** The same call again and again by several callers, until it is stopped. Notes who answered, and what failed. */
final class Load {

    /** Between two calls of a caller: enough of them are under way at any time, and the peers' processes have something left. */
    private static final long PAUSE = Duration.ofMillis(2).toNanos();

    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<@Nullable Void>> callers = new ArrayList<>();
    private volatile boolean stopped;

    /** Starts the callers. */
    Load(int count, Supplier<@Nullable Object> call) {
        IntStream.range(0, count).forEach(i -> callers.add(Background.start(() -> repeat(call))));
    }

    private @Nullable Void repeat(Supplier<@Nullable Object> call) {
        while (!stopped) {
            try {
                answers.add(String.valueOf(Values.object(call.get()).get("from")));
            } catch (RuntimeException | AssertionError e) {
                failures.add(e);
            }
            LockSupport.parkNanos(PAUSE);
        }
        return null;
    }

    /** Returns when that many more calls have been answered from now on. */
    void awaitAnswers(int more, Duration within) {
        int wanted = answers.size() + more;
        Eventually.await(
                within, "%d more answers, failures: %s".formatted(more, failures), () -> answers.size() >= wanted);
    }

    /** Returns when the last so many answers came from that one alone. */
    void awaitOnly(String from, int last, Duration within) {
        Eventually.await(within, "answers of '%s' only, failures: %s".formatted(from, failures), () -> {
            var all = List.copyOf(answers);
            return all.size() >= last
                    && all.subList(all.size() - last, all.size()).stream().allMatch(from::equals);
        });
    }

    /** Ends the calls, waits for those under way, and returns what failed. */
    List<Throwable> stop() {
        end();
        callers.forEach(CompletableFuture::join);
        return List.copyOf(failures);
    }

    /** Makes no further calls. */
    void end() {
        stopped = true;
    }
}
