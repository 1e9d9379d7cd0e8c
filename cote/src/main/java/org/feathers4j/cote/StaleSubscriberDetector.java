package org.feathers4j.cote;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Notices requesters or subscribers that say hello but are not connected. Node never retries a lost connection while it receives the peer's
 * hellos (cote sets axon's retry timeout to 0), but does when the same place is announced by a component it does not know. Knows
 * no clock.
 */
final class StaleSubscriberDetector {
    private static final long TIMEOUT = Duration.ofSeconds(5).toNanos();
    private static final long FIRST_PAUSE = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(5).toNanos();

    private final Supplier<Map<String, Integer>> connections;
    private final Map<String, Long> missingSince = new HashMap<>();
    private long pause = FIRST_PAUSE;
    private long notBefore = Long.MIN_VALUE;

    /** @param connections how many connections are open from each address */
    StaleSubscriberDetector(Supplier<Map<String, Integer>> connections) {
        this.connections = connections;
    }

    /**
     * Whether the component should be announced anew: there are fewer connections from an address than components that should have
     * opened one, for some seconds, and one of these has said hello meanwhile, so it is not just dead.
     *
     * @param callers nodes that should be connected
     * @param now nanoseconds
     */
    boolean shouldRenew(Collection<Node> callers, long now) {
        Map<String, Integer> missing = missing(callers);
        missingSince.keySet().retainAll(missing.keySet());
        missing.keySet().forEach(address -> missingSince.putIfAbsent(address, now));
        if (missing.isEmpty()) {
            pause = FIRST_PAUSE;
            return false;
        }
        if (now < notBefore) return false;
        if (callers.stream().noneMatch(caller -> waitsInVain(caller, now))) return false;
        notBefore = now + pause;
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
        return true;
    }

    private Map<String, Integer> missing(Collection<Node> callers) {
        var missing = new HashMap<String, Integer>();
        for (Node each : callers) missing.merge(each.address(), 1, Integer::sum);
        connections.get().forEach((address, open) -> missing.merge(address, -open, Integer::sum));
        missing.values().removeIf(count -> count <= 0);
        return missing;
    }

    private boolean waitsInVain(Node caller, long now) {
        Long since = missingSince.get(caller.address());
        return since != null && now - since >= TIMEOUT && caller.lastSeen() - since > 0;
    }
}
