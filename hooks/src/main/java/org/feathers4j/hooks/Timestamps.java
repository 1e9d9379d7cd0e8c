package org.feathers4j.hooks;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/** Writes the times of creation and change into data. Made by {@link CommonHooks#timestamps()}. */
final class Timestamps implements Hook, Shaping {
    /** As JavaScript writes dates: always three digits of a second. */
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final Clock clock;
    private final String created;
    private final String updated;

    Timestamps(Clock clock, String created, String updated) {
        this.clock = clock;
        this.created = created;
        this.updated = updated;
    }

    @Override
    public void run(HookContext context) throws Exception {
        MethodKind kind = context.kind();
        if (!kind.takesData() || kind == MethodKind.CUSTOM) return;
        String now = ISO.format(Instant.now(clock));
        context.data(Items.changed(context.data(), item -> stamped(item, kind, now)));
    }

    private Map<String, @Nullable Object> stamped(Map<?, ?> item, MethodKind kind, String now) {
        Map<String, @Nullable Object> copy = Fields.copy(item);
        if (kind == MethodKind.CREATE) copy.put(created, now);
        copy.put(updated, now);
        return copy;
    }
}
