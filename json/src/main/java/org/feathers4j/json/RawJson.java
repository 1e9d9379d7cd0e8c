package org.feathers4j.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The bytes behind a view and what was read from them, shared by readers on any thread.
 *
 * <p>{@code contents} is set once, by the first reader: all readers must see the same children, or a change to one of them would
 * be lost. {@code source} is dropped by the first change, here and in everything this view is a part of.
 *
 * @param <T> the map or list that is read
 */
final class RawJson<T> {
    /** Views inside views: further down all is read at once, so that no byte is read more often than this. */
    private static final int DEEPEST_VIEW = 4;

    private static final VarHandle CONTENTS;

    static {
        try {
            CONTENTS = MethodHandles.lookup().findVarHandle(RawJson.class, "contents", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final @Nullable RawJson<?> parent;
    private final int level;
    private volatile @Nullable Source source;
    private volatile @Nullable Object contents;

    RawJson(Source source, @Nullable RawJson<?> parent) {
        this.source = source;
        this.parent = parent;
        this.level = parent == null ? 1 : parent.level + 1;
    }

    boolean isRaw() {
        return source != null;
    }

    /** The map or list, read now unless it was read before. */
    @SuppressWarnings("unchecked") // a view of an object reads a map, a view of an array a list
    T contents() {
        Object known = contents;
        return (T) (known == null ? read() : known);
    }

    private Object read() {
        Source text = source;
        // a change comes after reading, so without source there are contents
        if (text == null) return Objects.requireNonNull(contents);
        boolean views = level < DEEPEST_VIEW;
        Object fresh = Objects.requireNonNull(views ? text.parseOneLevel(this) : text.parse());
        Object other = CONTENTS.compareAndExchange(this, null, fresh);
        // plain children cannot tell when they are changed
        if (!views) changed();
        return other == null ? fresh : other;
    }

    /** The value; when there are still bytes, read from them without any effect on the view. */
    Object unread() {
        Source text = source;
        return text == null ? Objects.requireNonNull(contents) : Objects.requireNonNull(text.parse());
    }

    /** The map or list, about to be changed. */
    T changing() {
        T current = contents();
        changed();
        return current;
    }

    void changed() {
        for (RawJson<?> each = this; each != null; each = each.parent) each.source = null;
    }

    /** Appends the original bytes; false, and nothing appended, when they are gone. */
    boolean copyTo(JsonOutput out) {
        Source text = source;
        if (text == null) return false;
        out.bytes(text.bytes(), text.offset(), text.length());
        return true;
    }
}
