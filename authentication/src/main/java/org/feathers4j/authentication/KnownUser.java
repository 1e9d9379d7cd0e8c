package org.feathers4j.authentication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Discreet;
import org.feathers4j.hooks.Fields;
import org.jspecify.annotations.Nullable;

/** The user of a call: the complete record, which carries its form for other applications. A copy of it is a plain object again. */
final class KnownUser extends LinkedHashMap<String, @Nullable Object> implements Discreet {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object shown;

    private KnownUser(Map<String, @Nullable Object> whole, @Nullable Object shown) {
        super(whole);
        this.shown = shown;
    }

    @Override
    public @Nullable Object shown() {
        return shown;
    }

    /** A record with what its service shows of it; anything but an object stays as it is. */
    static @Nullable Object of(@Nullable Object record, @Nullable Object shown) {
        if (!(record instanceof Map<?, ?>)) return record;
        Object outside = shown instanceof Discreet discreet ? discreet.shown() : shown;
        return new KnownUser(Configuration.object(record), outside);
    }

    /** A record that other applications see without these fields, besides those already hidden. */
    static @Nullable Object without(@Nullable Object record, List<String> fields) {
        Object shown = record instanceof Discreet discreet ? discreet.shown() : record;
        if (!(shown instanceof Map<?, ?> members)) return record;
        boolean isSecret = fields.stream().anyMatch(field -> !Fields.MISSING.equals(Fields.get(members, field)));
        return isSecret ? of(record, Fields.without(members, fields)) : record;
    }
}
