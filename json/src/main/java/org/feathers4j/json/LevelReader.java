package org.feathers4j.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Reads the outermost object or array of a text; checks and skips what is inside. */
final class LevelReader {
    private final Source source;
    private final JsonReader reader;
    /** The view that is being read; null while the text as a whole becomes one. */
    private final @Nullable RawJson<?> parent;

    LevelReader(Source source, @Nullable RawJson<?> parent) {
        this.source = source;
        this.reader = new JsonReader(source);
        this.parent = parent;
    }

    /** Checks the whole text; an object or array stays unread. */
    @Nullable
    Object document() {
        if (source.isBlank()) return reader.document(); // which throws
        Object value = value(0);
        reader.end();
        return value;
    }

    /** The members of the object or the items of the array. */
    Object read() {
        return reader.next() == '{' ? members() : items();
    }

    private Map<String, @Nullable Object> members() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        if (!reader.begins('}')) return members;
        boolean ordered = true;
        do {
            String name = reader.name();
            ordered &= !Names.mayBeIndex(name);
            members.put(name, value(1));
        } while (reader.goesOn('}'));
        return ordered ? members : Names.sorted(members);
    }

    private List<@Nullable Object> items() {
        var items = new ArrayList<@Nullable Object>();
        if (!reader.begins(']')) return items;
        do {
            items.add(value(1));
        } while (reader.goesOn(']'));
        return items;
    }

    private @Nullable Object value(int depth) {
        byte first = reader.next();
        if (first != '{' && first != '[') return reader.value(depth);
        int start = reader.position();
        reader.skip(depth);
        Source part = source.part(start, reader.position());
        return first == '{' ? new ObjectView(new RawJson<>(part, parent)) : new ArrayView(new RawJson<>(part, parent));
    }
}
