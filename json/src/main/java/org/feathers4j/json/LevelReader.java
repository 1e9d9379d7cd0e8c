package org.feathers4j.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the outermost object or array of a text; checks and skips what is inside. */
final class LevelReader {
    private final JsonParser tokens;
    private final Source source;
    private final JsonReader reader;
    /** The view that is being read; null while the text as a whole becomes one. */
    private final @Nullable RawJson<?> parent;

    LevelReader(JsonParser tokens, Source source, @Nullable RawJson<?> parent) {
        this.tokens = tokens;
        this.source = source;
        this.reader = new JsonReader(tokens, source.limits());
        this.parent = parent;
    }

    /** Checks the whole text; an object or array stays unread. */
    @Nullable
    Object document() {
        Object value = value(reader.first());
        reader.end();
        return value;
    }

    /** The members of the object or the items of the array. */
    Object read() {
        return reader.first() == JsonToken.START_OBJECT ? members() : items();
    }

    private Map<String, @Nullable Object> members() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        var order = new NameOrder();
        for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
            order.add(name);
            members.put(name, value(tokens.nextToken()));
        }
        return order.isKept() ? members : Names.ordered(members);
    }

    private List<@Nullable Object> items() {
        var items = new ArrayList<@Nullable Object>();
        for (JsonToken token = tokens.nextToken(); token != JsonToken.END_ARRAY; token = tokens.nextToken())
            items.add(value(token));
        return items;
    }

    private @Nullable Object value(JsonToken token) {
        if (!token.isStructStart()) return reader.value(token, 0);
        int start = (int) tokens.currentTokenLocation().getByteOffset();
        skip(token);
        Source part = source.part(start, (int) tokens.currentLocation().getByteOffset());
        return token == JsonToken.START_OBJECT
                ? new ObjectView(new RawJson<>(part, parent))
                : new ArrayView(new RawJson<>(part, parent));
    }

    private void skip(JsonToken opening) {
        int depth = 0;
        for (JsonToken token = opening; ; token = tokens.nextToken()) {
            if (token.isStructStart()) reader.checkDepth(++depth);
            else if (token.isStructEnd() && --depth == 0) return;
            else if (parent == null) check(token);
        }
    }

    /** The limits that {@link JsonReader} checks when it builds values. */
    private void check(JsonToken token) {
        switch (token) {
            case PROPERTY_NAME -> reader.checkName(tokens.currentName());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> reader.checkNumber(tokens.getStringLength());
            case VALUE_STRING -> reader.checkSkippedString(source.length());
            default -> {}
        }
    }
}
