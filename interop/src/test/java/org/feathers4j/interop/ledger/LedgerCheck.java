package org.feathers4j.interop.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.interop.ledger.Violation.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Compares a history with the store that it left behind. A list only grows, so its final order tells the order of all operations on it, and one pass over the history
 * tells whether there is one that respects the clock: no operation may take effect before what had been seen of its list when it began.
 */
public final class LedgerCheck {

    /** Where the value of a write stands in its list. */
    private record Place(int key, int position) {}

    private final Map<Integer, List<Integer>> lists = new HashMap<>();
    private final Map<Integer, Place> places = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private LedgerCheck(List<Stored> store) {
        for (var stored : store) {
            var list = lists.computeIfAbsent(stored.key(), key -> new ArrayList<>());
            var before = places.putIfAbsent(stored.value(), new Place(stored.key(), list.size()));
            if (before != null) {
                violate(Kind.WRITE_RAN_TWICE, "the value %d is in the store twice".formatted(stored.value()));
            }
            list.add(stored.value());
        }
    }

    /**
     * All that is wrong with a history.
     *
     * @param store everything that is stored, the values of each list in their order
     */
    public static List<Violation> history(List<Entry> history, List<Stored> store) {
        var check = new LedgerCheck(store);
        check.unknownWrites(history);
        check.order(history);
        return List.copyOf(check.violations);
    }

    /** All that is wrong with what one listener heard, in its order. Lost events are no violation: see {@link #unheard}. */
    public static List<Violation> events(List<Heard> heard, List<Stored> store) {
        var check = new LedgerCheck(List.of());
        var written = new HashSet<Heard>();
        store.forEach(stored -> written.add(eventOf(stored)));
        var last = new HashMap<String, Integer>();
        var seen = new HashSet<Heard>();
        for (var event : heard) {
            int before = last.merge(event.emitter(), event.number(), Math::max);
            if (!seen.add(event)) check.violate(Kind.EVENT_TWICE, event + " came twice");
            else if (before > event.number()) check.violate(Kind.EVENT_OUT_OF_ORDER, event + " came after " + before);
            if (!written.contains(event)) check.violate(Kind.EVENT_WITHOUT_WRITE, event + " tells of no write");
        }
        return List.copyOf(check.violations);
    }

    /** What was written and one listener did not hear of: events that their emitter took along, or that met a broken connection. */
    public static List<Stored> unheard(List<Heard> heard, List<Stored> store) {
        var events = Set.copyOf(heard);
        return store.stream()
                .filter(stored -> !events.contains(eventOf(stored)))
                .toList();
    }

    private static Heard eventOf(Stored stored) {
        return new Heard(stored.emitter(), stored.number(), stored.value());
    }

    private void unknownWrites(List<Entry> history) {
        var unknown = new HashSet<>(places.entrySet());
        for (var entry : history) {
            if (entry.operation() instanceof Operation.Append(int key, int value)) {
                var place = places.get(value);
                if (place != null && place.key() == key) unknown.remove(Map.entry(value, place));
            }
        }
        unknown.forEach(stored -> violate(
                Kind.UNKNOWN_WRITE,
                "no client put the value %d in list %d"
                        .formatted(stored.getKey(), stored.getValue().key())));
    }

    private void order(List<Entry> history) {
        // how much of each list had been seen, now and when the operation under way of each process began
        var seen = new HashMap<Integer, Integer>();
        var begun = new HashMap<Integer, Integer>();
        for (var entry : history) {
            int key = entry.operation().key();
            if (entry.type() == Entry.Type.INVOKE) {
                begun.put(entry.process(), seen.getOrDefault(key, 0));
                if (entry.operation() instanceof Operation.Append append) began(append, seen.getOrDefault(key, 0));
            } else {
                int length = ended(entry, begun.getOrDefault(entry.process(), 0));
                seen.merge(key, length, Math::max);
            }
        }
    }

    /** Also a write that nothing was heard of again cannot have been executed before it began. */
    private void began(Operation.Append append, int seen) {
        var place = places.get(append.value());
        if (place != null && place.position() < seen) {
            violate(
                    Kind.STALE,
                    "%s stands at %d, before others that had ended when it began".formatted(append, place.position()));
        }
    }

    /** How much of its list the end of an operation has shown. */
    private int ended(Entry entry, int before) {
        return switch (entry.operation()) {
            case Operation.Append append -> ended(entry.type(), append);
            case Operation.Read read -> entry.type() == Entry.Type.OK ? read(read, before) : 0;
        };
    }

    private int ended(Entry.Type type, Operation.Append append) {
        @Nullable Place place = places.get(append.value());
        if (type == Entry.Type.OK && place == null) violate(Kind.ACKNOWLEDGED_WRITE_GONE, append + " is gone");
        if (type == Entry.Type.FAIL && place != null) violate(Kind.REFUSED_WRITE_RAN, append + " was refused and ran");
        return type == Entry.Type.OK && place != null ? place.position() + 1 : 0;
    }

    private int read(Operation.Read read, int before) {
        var values = read.values() == null ? List.<Integer>of() : read.values();
        var list = lists.getOrDefault(read.key(), List.of());
        if (values.size() > list.size() || !list.subList(0, values.size()).equals(values)) {
            violate(Kind.WRONG_READ, "%s, while the store has %s".formatted(read, list));
            return 0;
        }
        if (values.size() < before) {
            violate(Kind.STALE, "%s lacks values that had been seen when it began: %s".formatted(read, list));
        }
        return values.size();
    }

    private void violate(Kind kind, String what) {
        violations.add(new Violation(kind, what));
    }
}
