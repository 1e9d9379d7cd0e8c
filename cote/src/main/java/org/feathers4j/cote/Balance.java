package org.feathers4j.cote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Which of several responders gets the next request. Any thread. */
interface Balance {
    /**
     * One of them.
     *
     * @param candidates at least one
     * @param now nanoseconds
     */
    Endpoint choose(List<Endpoint> candidates, long now);

    /** One after the other. */
    static Balance inTurn() {
        var count = new AtomicLong();
        return (candidates, now) -> candidates.get((int) (count.getAndIncrement() % candidates.size()));
    }

    /** The one with the fewest unanswered requests (cote, pending-balanced-requester.js); among equals in turn, where cote takes the first. */
    static Balance byPending() {
        Balance turn = inTurn();
        return (candidates, now) -> {
            int fewest = candidates.stream().mapToInt(Endpoint::pending).min().orElse(0);
            return turn.choose(
                    candidates.stream().filter(each -> each.pending() <= fewest).toList(), now);
        };
    }

    /**
     * Each once, then the one that answered soonest in the last ten seconds; but every tenth request goes anywhere, so that one that has
     * become faster is noticed (cote, time-balanced-requester.js).
     */
    static Balance byTime() {
        var count = new AtomicLong();
        return (candidates, now) -> {
            long request = count.getAndIncrement();
            for (Endpoint each : candidates) if (!each.wasTried()) return each;
            if (request % 10 == 0)
                return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
            var averages = new ArrayList<Double>();
            for (Endpoint each : candidates) averages.add(each.averageNanos(now));
            int best = averages.indexOf(
                    averages.stream().min(Comparator.naturalOrder()).orElseThrow());
            return candidates.get(best);
        };
    }
}
