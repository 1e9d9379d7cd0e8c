package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A mesh of members that know each other only by messages, in a time of its own: the same choices tell the same story. The membership, trust, balance and way of
 * every call are the real ones; hellos, connections and processes are played here, with everything that happens to them.
 */
final class SimulatedWorld {
    static final List<String> KEYS = List.of("red", "blue");
    static final List<String> PATHS = List.of("todos", "users", "notes");

    /** What can be wrong with the code under test, to see that it is found. */
    enum Sabotage {
        NONE,
        /** Writes are repeated like reads. */
        REPEATED_WRITES,
        /** A member that is gone keeps its services. */
        DEAF_TO_FAREWELLS,
        /** An answer that comes after the call has ended ends it again. */
        ENDLESS_CALLS,
        /** Whoever was excluded once stays so. */
        UNFORGIVING
    }

    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    final RandomGenerator random;
    final Sabotage sabotage;
    final List<SimulatedMember> members = new ArrayList<>();
    final List<SimulatedCall> calls = new ArrayList<>();
    final Map<Integer, Integer> executions = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Set<String> cut = new HashSet<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long order;
    private int born;
    private boolean calm;

    /** @param random chooses everything that happens by chance */
    SimulatedWorld(RandomGenerator random, Sabotage sabotage) {
        this.random = random;
        this.sabotage = sabotage;
    }

    long now() {
        return now;
    }

    void later(Duration delay, Runnable what) {
        events.add(new Event(now + delay.toNanos(), order++, what));
    }

    /** A little while, as messages take. */
    Duration aWhile() {
        return Duration.ofNanos(random.nextLong(5_000_000));
    }

    void advance(Duration duration) {
        long end = now + duration.toNanos();
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event next = events.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
    }

    void violated(String rule) {
        violations.add("after %s: %s".formatted(Duration.ofNanos(now), rule));
    }

    List<String> violations() {
        return violations;
    }

    SimulatedMember birth() {
        String host = "host" + random.nextInt(4);
        String key = KEYS.get(random.nextInt(KEYS.size()));
        var member = new SimulatedMember(this, new Peer("m" + born++, key), host);
        members.add(member);
        for (String path : PATHS) if (random.nextBoolean()) member.use(path);
        member.start();
        return member;
    }

    List<SimulatedMember> alive() {
        return members.stream().filter(SimulatedMember::isAlive).toList();
    }

    boolean isCut(SimulatedMember from, SimulatedMember to) {
        return cut.contains(from.host() + ">" + to.host());
    }

    void cut(SimulatedMember from, SimulatedMember to) {
        if (!from.host().equals(to.host())) cut.add(from.host() + ">" + to.host());
    }

    /** Whether a datagram gets lost. */
    boolean losesHello() {
        return !calm && random.nextInt(10) == 0;
    }

    /** Repairs everything for good. */
    void calm() {
        calm = true;
        heal();
    }

    /** Repairs everything, and lets everybody go on. */
    void heal() {
        cut.clear();
        alive().forEach(SimulatedMember::thaw);
    }

    /** What every member that lives must see in the end: the offers of all others that live, and nothing else. */
    void expectAgreement() {
        for (SimulatedMember each : alive())
            for (String path : PATHS) {
                var expected = new TreeSet<String>();
                String key = each.routes().get(path) == null
                        ? ""
                        : each.routes().get(path).key();
                boolean offered = false;
                for (SimulatedMember other : alive())
                    if (other != each && other.offers(path)) {
                        offered = true;
                        if (other.self().key().equals(key))
                            expected.add(other.self().uuid());
                    }
                if (each.offers(path)) continue;
                if (offered != each.routes().containsKey(path))
                    violated("%s has %s proxy of %s".formatted(each, offered ? "no" : "a", path));
                else if (!expected.equals(each.owners(path)))
                    violated("%s sees %s as owners of %s, not %s".formatted(each, each.owners(path), path, expected));
            }
    }

    void expectAllCallsEndedOnce() {
        for (SimulatedCall each : calls) each.expectEndedOnce();
        executions.forEach((call, times) -> {
            if (times > 1) violated("write %d was executed %d times".formatted(call, times));
        });
    }
}
