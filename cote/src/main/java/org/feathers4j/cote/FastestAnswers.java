package org.feathers4j.cote;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Each once, then the one that answered fastest in the last ten seconds; but every tenth request goes anywhere, so that one that has become faster is
 * noticed (cote, time-balanced-requester.js).
 */
final class FastestAnswers implements LoadBalancer {
    private static final int EXPLORING = 10;

    private final Map<Endpoint, ResponseTimes> times = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    @Override
    public Endpoint choose(Map<String, @Nullable Object> request, List<Endpoint> endpoints, long now) {
        boolean exploring = count.getAndIncrement() % EXPLORING == 0;
        for (Endpoint each : endpoints) if (!times.containsKey(each)) return each;
        return exploring
                ? endpoints.get(ThreadLocalRandom.current().nextInt(endpoints.size()))
                : fastest(endpoints, now);
    }

    private Endpoint fastest(List<Endpoint> endpoints, long now) {
        Endpoint best = endpoints.getFirst();
        double least = Double.MAX_VALUE;
        for (Endpoint each : endpoints) {
            ResponseTimes its = times.get(each);
            double average = its == null ? 0 : its.average(now);
            if (average < least) {
                best = each;
                least = average;
            }
        }
        return best;
    }

    @Override
    public void onBegin(Endpoint endpoint, long now) {
        times.computeIfAbsent(endpoint, each -> new ResponseTimes()).begin(now);
    }

    @Override
    public void onEnd(Endpoint endpoint, long begunAt, long now) {
        ResponseTimes its = times.get(endpoint);
        if (its != null) its.end(begunAt, now);
        // it may have left between the choice and the beginning
        if (!endpoint.isConnected()) times.remove(endpoint);
    }

    @Override
    public void onLeft(Endpoint endpoint) {
        times.remove(endpoint);
    }
}
