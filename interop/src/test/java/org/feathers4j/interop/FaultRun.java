package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.feathers4j.interop.ledger.Entry;
import org.feathers4j.interop.ledger.Heard;
import org.feathers4j.interop.ledger.Ledger;
import org.feathers4j.interop.ledger.LedgerCheck;
import org.feathers4j.interop.ledger.Operation;
import org.feathers4j.interop.ledger.Stored;
import org.feathers4j.interop.ledger.Violation;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/**
 * Clients that write to and read from lists ({@link AppendOnly}) through a gateway, while faults befall the replicas. One thread runs it. The same seed has the clients ask
 * and the faults come in the same order; how they interleave is up to the machine.
 */
final class FaultRun {

    private static final Duration SOON = Patience.ofSeconds(60);
    private static final int CLIENTS = 12;

    /** Lists that are written to at a time, and how many values are written before others take their place: a read stays small. */
    private static final int LISTS = 4;

    private static final int VALUES = 400;

    private final ListsGateway gateway;
    private final Path folder;
    private final BiFunction<Integer, String, Replica> start;
    private final List<Replica> replicas = new ArrayList<>();
    private final Ground ground;
    private final Ledger ledger;
    private final AtomicInteger lastValue = new AtomicInteger();
    private final Set<String> disturbed = new HashSet<>();
    private int started;
    private int fewest = ListsCluster.SIZE;
    private long longestReturn;
    private volatile boolean stopped;

    /**
     * What has come of it.
     *
     * @param unheard events that never came, whoever wrote
     * @param unheardOfUndisturbed those of replicas that no fault befell
     * @param fewest how many replicas the gateway was connected to at least, while what they run on was broken
     * @param longestReturn from the end of a fault to the connection to all replicas
     */
    record Outcome(
            List<Entry> history,
            String edn,
            int faults,
            List<Stored> store,
            List<Heard> heard,
            List<Violation> violations,
            List<Stored> unheard,
            List<Stored> unheardOfUndisturbed,
            int fewest,
            Duration longestReturn) {

        /** How many operations ended so. */
        long ended(Entry.Type type) {
            return history.stream().filter(entry -> entry.type() == type).count();
        }

        /** How many reads failed. */
        long failedReads() {
            return history.stream()
                    .filter(entry -> entry.operation() instanceof Operation.Read && failed(entry.type()))
                    .count();
        }

        /** How many writes ended so. */
        long failedWrites(Entry.Type type) {
            return history.stream()
                    .filter(entry -> entry.operation() instanceof Operation.Append && entry.type() == type)
                    .count();
        }

        /** How many writes in doubt were executed nevertheless. */
        long executedInDoubt() {
            var values = store.stream().map(Stored::value).collect(Collectors.toSet());
            return history.stream()
                    .filter(entry -> entry.type() == Entry.Type.INFO
                            && entry.operation() instanceof Operation.Append append
                            && values.contains(append.value()))
                    .count();
        }

        private static boolean failed(Entry.Type type) {
            return type == Entry.Type.FAIL || type == Entry.Type.INFO;
        }

        /** How many promises were broken: about events, or about calls. */
        long violations(boolean ofEvents) {
            return violations.stream()
                    .filter(violation -> violation.kind().name().startsWith("EVENT") == ofEvents)
                    .count();
        }

        /** The longest time between two answers of any client. */
        Duration longestSilence() {
            long last = 0;
            long longest = 0;
            for (var entry : history) {
                if (entry.type() == Entry.Type.OK) {
                    if (last > 0) longest = Math.max(longest, entry.time() - last);
                    last = entry.time();
                }
            }
            return Duration.ofNanos(longest);
        }

        /** The longest time that an operation took, whatever came of it. */
        Duration longestOperation() {
            var begun = new HashMap<Integer, Long>();
            long longest = 0;
            for (var entry : history) {
                if (entry.type() == Entry.Type.INVOKE) begun.put(entry.process(), entry.time());
                else longest = Math.max(longest, entry.time() - begun.getOrDefault(entry.process(), entry.time()));
            }
            return Duration.ofNanos(longest);
        }

        @Override
        public String toString() {
            return "%d faults, %d ok, %d refused, %d in doubt (%d executed), silent for %s at most, the longest call %s, %d events of %d lost, %d of these of undisturbed replicas, violations: %s"
                    .formatted(
                            faults,
                            ended(Entry.Type.OK),
                            ended(Entry.Type.FAIL),
                            ended(Entry.Type.INFO),
                            executedInDoubt(),
                            longestSilence(),
                            longestOperation(),
                            unheard.size(),
                            store.size(),
                            unheardOfUndisturbed.size(),
                            violations);
        }
    }

    /**
     * @param gateway is connected to all replicas
     * @param replicas those that run
     * @param start starts a replica in the place with that number, with a name that no other has
     * @param ground what the replicas run on
     */
    FaultRun(
            ListsGateway gateway,
            Path folder,
            List<Replica> replicas,
            BiFunction<Integer, String, Replica> start,
            Ground ground) {
        this.gateway = gateway;
        this.folder = folder;
        this.replicas.addAll(replicas);
        this.start = start;
        this.ground = ground;
        ledger = new Ledger(gateway::ending);
    }

    /**
     * Lets the faults come under load.
     *
     * @param seed of what the clients ask
     * @param length after which no more faults come
     */
    Outcome run(long seed, Stream<Fault> faults, Duration length) throws IOException {
        settle();
        var clients = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < CLIENTS; i++) {
            var numbers = new Random(seed * CLIENTS + i);
            var client = ledger.client();
            clients.add(Background.start(() -> ask(client, numbers)));
        }
        int count = 0;
        try {
            long end = System.nanoTime() + length.toNanos();
            for (var coming = faults.iterator(); System.nanoTime() < end && coming.hasNext(); count++) {
                befall(coming.next());
            }
        } finally {
            stopped = true;
            clients.forEach(CompletableFuture::join);
        }
        settle();
        return outcome(count);
    }

    private Outcome outcome(int faults) throws IOException {
        var history = ledger.entries();
        var store = AppendOnly.readAll(folder);
        var heard = gateway.heard();
        var unheard = LedgerCheck.unheard(heard, store);
        var violations = new ArrayList<>(LedgerCheck.history(history, store));
        violations.addAll(LedgerCheck.events(heard, store));
        return new Outcome(
                history,
                ledger.edn(),
                faults,
                store,
                heard,
                violations,
                unheard,
                unheard.stream()
                        .filter(stored -> !disturbed.contains(stored.emitter()))
                        .toList(),
                fewest,
                Duration.ofNanos(longestReturn));
    }

    private @Nullable Void ask(Ledger.Client client, Random numbers) {
        while (!stopped) {
            int key = lastValue.get() / VALUES * LISTS + numbers.nextInt(LISTS);
            if (numbers.nextBoolean()) append(client, key);
            else client.read(key, () -> gateway.read(key));
            LockSupport.parkNanos(Duration.ofMillis(numbers.nextInt(10)).toNanos());
        }
        return null;
    }

    private void append(Ledger.Client client, int key) {
        int value = lastValue.incrementAndGet();
        client.append(key, value, () -> gateway.append(key, value));
    }

    /** Returns when an event of every replica has come that was written after this was called: those before it have come, or never will. */
    private void settle() throws IOException {
        var before = lastNumbers(AppendOnly.readAll(folder).stream()
                .collect(Collectors.toMap(Stored::emitter, Stored::number, Math::max)));
        var client = ledger.client();
        Eventually.await(SOON, "events of all replicas, after " + before, () -> {
            append(client, 0);
            var heard = gateway.heard().stream().collect(Collectors.toMap(Heard::emitter, Heard::number, Math::max));
            return before.entrySet().stream().allMatch(each -> heard.getOrDefault(each.getKey(), 0) > each.getValue());
        });
    }

    private Map<String, Integer> lastNumbers(Map<String, Integer> stored) {
        return replicas.stream()
                .collect(Collectors.toMap(Replica::name, replica -> stored.getOrDefault(replica.name(), 0)));
    }

    private void befall(Fault fault) {
        LockSupport.parkNanos(fault.before().toNanos());
        var victim = replicas.get(fault.replica());
        disturbed.add(victim.name());
        switch (fault.kind()) {
            case KILL -> {
                victim.kill().run();
                replace(fault.replica());
            }
            case RESTART -> {
                victim.terminate().run();
                replace(fault.replica());
            }
            case PAUSE -> {
                victim.freeze().run();
                LockSupport.parkNanos(fault.length().toNanos());
                victim.thaw().run();
            }
            case CUT, JUMP -> breakGround(fault);
            case OUTAGE -> {
                breakGround(fault);
                victim.terminate().run();
                replace(fault.replica());
            }
        }
        long ended = System.nanoTime();
        Eventually.await(SOON, "all replicas after " + fault, () -> gateway.replicas() == replicas.size());
        longestReturn = Math.max(longestReturn, System.nanoTime() - ended);
    }

    private void breakGround(Fault fault) {
        ground.harm(fault.replica());
        long end = System.nanoTime() + fault.length().toNanos();
        while (System.nanoTime() < end) {
            fewest = Math.min(fewest, gateway.replicas());
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        ground.heal(fault.replica());
    }

    private void replace(int place) {
        replicas.set(place, start.apply(place, "replica%d-%d".formatted(place, ++started)));
    }

    /** Where the history goes that {@code elle-cli} reads. */
    static void export(Outcome outcome, Path file) {
        try {
            Files.writeString(file, outcome.edn());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
