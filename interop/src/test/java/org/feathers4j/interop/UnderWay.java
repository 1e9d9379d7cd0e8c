package org.feathers4j.interop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

/** Calls of a slow service that have reached a certain replica, and are not answered yet. */
final class UnderWay {

    private static final Duration SOON = Patience.ofSeconds(20);

    private UnderWay() {}

    /**
     * Calls until a call has reached the replica. Calls that load balancing sends to other replicas must be answered promptly there.
     *
     * @param slow what the replica's own {@code slow} service finds: how many calls have begun
     */
    static CompletableFuture<@Nullable Object> at(Supplier<@Nullable Object> slow, Supplier<@Nullable Object> call) {
        int before = begun(slow);
        while (true) {
            var pending = Background.start(call);
            Eventually.await(SOON, "a call at a replica", () -> pending.isDone() || begun(slow) > before);
            if (!pending.isDone()) {
                return pending;
            }
        }
    }

    /** Fails unless the call ends within this time with Unavailable. */
    static void assertUnavailable(CompletableFuture<?> call, Duration within) {
        assertThat(call)
                .failsWithin(within)
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(throwable(FeathersException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }

    private static int begun(Supplier<@Nullable Object> slow) {
        return Values.object(slow.get()).get("begun") instanceof Integer begun ? begun : -1;
    }
}
