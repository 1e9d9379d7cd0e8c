package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Discreet;
import org.jspecify.annotations.Nullable;

/**
 * A result that carries its form for clients, also when it becomes part of another result: the hidden member that Feathers gives such objects
 * (packages/schema/src/hooks/resolve.ts, DISPATCH). A copy of it is a plain object again.
 */
final class External extends LinkedHashMap<String, @Nullable Object> implements Discreet {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object dispatch;

    External(Map<?, ?> internal, @Nullable Object dispatch) {
        super(Fields.copy(internal));
        this.dispatch = dispatch;
    }

    @Override
    public @Nullable Object shown() {
        return dispatch;
    }

    /** The form of a value for clients, with results of other services at any depth replaced by theirs. */
    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case Discreet discreet -> discreet.shown();
            case Map<?, ?> members -> members(members);
            case List<?> items -> items(items);
            case null, default -> value;
        };
    }

    @SuppressWarnings("ReferenceEquality") // the very same value, not an equal one
    private static Object members(Map<?, ?> members) {
        var copy = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(members.size());
        boolean changed = false;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            Object shown = of(member.getValue());
            changed |= shown != member.getValue();
            copy.put(String.valueOf(member.getKey()), shown);
        }
        return changed ? copy : members;
    }

    @SuppressWarnings("ReferenceEquality") // the very same value, not an equal one
    private static Object items(List<?> items) {
        var copy = new ArrayList<@Nullable Object>(items.size());
        boolean changed = false;
        for (Object item : items) {
            Object shown = of(item);
            changed |= shown != item;
            copy.add(shown);
        }
        return changed ? copy : items;
    }
}
