package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * {@link LoadBalancer#fastestAnswers}, for all services together (cote, time-balanced-requester.js): chooses a peer
 * without measurements, then the peer with the lowest average time over the last ten seconds; every tenth call goes to
 * a random peer. Calls under way count with their age once it exceeds the average.
 */
final class FastestAnswers implements LoadBalancer {
    private static final int EXPLORING = 10;

    private final Map<Peer, Times> times = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final RandomGenerator random;

    FastestAnswers(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Peer choose(MeshRequest request, List<Peer> owners, long now) {
        if (count.incrementAndGet() % EXPLORING == 0) return owners.get(random.nextInt(owners.size()));
        return fastest(owners, now);
    }

    private Peer fastest(List<Peer> owners, long now) {
        Peer best = owners.getFirst();
        double least = Double.MAX_VALUE;
        for (Peer each : owners) {
            Times known = times.get(each);
            if (known == null) return each;
            double average = known.average(now);
            if (average >= least) continue;
            least = average;
            best = each;
        }
        return best;
    }

    @Override
    public void onBegin(Peer peer, long now) {
        times.computeIfAbsent(peer, unknown -> new Times()).begin(now);
    }

    @Override
    public void onEnd(Peer peer, long begunAt, long now) {
        Times known = times.get(peer);
        if (known != null) known.end(begunAt, now);
    }

    @Override
    public void onLeft(Peer peer) {
        times.remove(peer);
    }

    @Override
    public String toString() {
        return "LoadBalancer.fastestAnswers()";
    }

    /**
     * Response times of one peer: ten sums, one for each of the last ten seconds. Guarded by a lock of its own, held
     * for a few additions.
     */
    private static final class Times {
        private static final long SECOND = Duration.ofSeconds(1).toNanos();
        private static final int SECONDS = 10;

        private final long[] sums = new long[SECONDS];
        private final int[] counts = new int[SECONDS];
        private final ReentrantLock lock = new ReentrantLock();
        private long latest = Long.MIN_VALUE;
        private int pending;
        private long sumOfBeginnings;

        void begin(long now) {
            lock.lock();
            try {
                pending++;
                sumOfBeginnings += now;
            } finally {
                lock.unlock();
            }
        }

        void end(long begunAt, long now) {
            lock.lock();
            try {
                pending--;
                sumOfBeginnings -= begunAt;
                forgetOld(now);
                int slot = slot(now / SECOND);
                sums[slot] += now - begunAt;
                counts[slot]++;
            } finally {
                lock.unlock();
            }
        }

        double average(long now) {
            lock.lock();
            try {
                forgetOld(now);
                return present(now);
            } finally {
                lock.unlock();
            }
        }

        private double present(long now) {
            long sum = 0;
            int count = 0;
            for (int i = 0; i < SECONDS; i++) {
                sum += sums[i];
                count += counts[i];
            }
            double done = count == 0 ? 0 : (double) sum / count;
            double waiting = pending == 0 ? 0 : (double) (now * pending - sumOfBeginnings) / pending;
            return waiting <= done ? done : (done * count + waiting * pending) / (count + pending);
        }

        private void forgetOld(long now) {
            long second = now / SECOND;
            if (latest == Long.MIN_VALUE) latest = second;
            for (long each = Math.max(latest + 1, second - SECONDS + 1); each <= second; each++) {
                sums[slot(each)] = 0;
                counts[slot(each)] = 0;
            }
            latest = Math.max(latest, second);
        }

        private static int slot(long second) {
            return Math.floorMod(second, SECONDS);
        }
    }
}
