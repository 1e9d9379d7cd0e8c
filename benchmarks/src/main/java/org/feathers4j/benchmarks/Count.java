package org.feathers4j.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** What all conversations of a load have counted. Owned by the loader's thread. */
final class Count {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Predicate<@Nullable Object> right;
    private final boolean alike;
    private final Latencies latencies = new Latencies();
    private byte[] first = {};
    private long began = System.nanoTime();
    private long failed;

    /**
     * A count of answers.
     *
     * @param right tells of the first answer, as a JSON value, whether it is right
     * @param alike whether all answers must be like the first
     */
    Count(Predicate<@Nullable Object> right, boolean alike) {
        this.right = right;
        this.alike = alike;
    }

    /** Lets all connections talk for so long, or until there is an answer at all, and counts from the beginning. */
    Tally run(Loader loader, Duration length) throws IOException {
        latencies.clear();
        failed = 0;
        began = System.nanoTime();
        loader.talk(length);
        loader.talkUntil(() -> latencies.size() > 0, TIMEOUT);
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Tally(latencies.size(), seconds, latencies.percentile(0.99), failed);
    }

    /** An answer, in an array; what was asked before the beginning does not count. */
    void onAnswer(long asked, byte[] bytes, int from, int to) {
        if (!isRight(bytes, from, to)) failed++;
        if (asked >= began) latencies.add(System.nanoTime() - asked);
    }

    void onFailure() {
        failed++;
    }

    private boolean isRight(byte[] bytes, int from, int to) {
        if (first.length > 0) return !alike || Arrays.equals(first, 0, first.length, bytes, from, to);
        first = Arrays.copyOfRange(bytes, from, to);
        return right.test(Json.parse(first));
    }
}
