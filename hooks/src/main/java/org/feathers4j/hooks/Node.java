package org.feathers4j.hooks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import org.feathers4j.JsonValue;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as the validator sees it: a thin cover over our own maps and lists. The value below may be exchanged for another (coercion); {@link #plain} has
 * the outcome, and the original is never touched. Used by one thread at a time, except for schemas, which don't change.
 */
final class Node implements JsonNode {
    static final JsonNodeFactory FACTORY = new JsonNodeFactory() {
        @Override
        public JsonNode wrap(Object value) {
            return value instanceof JsonNode node ? node : new Node(value, null, "");
        }

        @Override
        public JsonNode create(String json) {
            return new Node(Json.parse(json), null, "");
        }
    };

    private final @Nullable Node parent;
    private final String name;
    private @Nullable Object value;
    private SimpleType type;
    private @Nullable String pointer;
    private @Nullable List<JsonNode> items;
    private @Nullable Map<String, JsonNode> members;
    private @Nullable BigDecimal number;

    private Node(@Nullable Object value, @Nullable Node parent, String name) {
        this.parent = parent;
        this.name = name;
        this.value = value instanceof JsonValue stand ? stand.toJsonValue() : value;
        this.type = typeOf(this.value);
    }

    static Node of(@Nullable Object value) {
        return new Node(value, null, "");
    }

    private static SimpleType typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> SimpleType.NULL;
            case Map<?, ?> map -> SimpleType.OBJECT;
            case List<?> list -> SimpleType.ARRAY;
            case Boolean flag -> SimpleType.BOOLEAN;
            case Integer whole -> SimpleType.INTEGER;
            case Number number -> typeOf(number);
            default -> SimpleType.STRING; // text, and what is written as text: dates, enums, UUIDs
        };
    }

    private static SimpleType typeOf(Number number) {
        if (!Double.isFinite(number.doubleValue()) && !(number instanceof BigInteger))
            return SimpleType.NULL; // as JSON writes it
        return decimal(number).stripTrailingZeros().scale() <= 0 ? SimpleType.INTEGER : SimpleType.NUMBER;
    }

    private static BigDecimal decimal(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> new BigDecimal(whole);
            case Double decimal -> BigDecimal.valueOf(decimal);
            case Float decimal -> new BigDecimal(decimal.toString());
            default -> BigDecimal.valueOf(number.longValue());
        };
    }

    /** Puts another scalar in its place. */
    void become(@Nullable Object scalar) {
        value = scalar;
        type = typeOf(scalar);
        number = null;
    }

    /** The value itself, with replaced values below it; shares everything else. */
    @Nullable
    Object plain() {
        if (items != null) return changedItems(items);
        return members == null ? value : changedMembers(members);
    }

    @SuppressWarnings("ReferenceEquality") // the very same value, not an equal one
    private @Nullable Object changedItems(List<JsonNode> nodes) {
        List<?> old = (List<?>) value;
        var all = new ArrayList<@Nullable Object>(nodes.size());
        boolean changed = false;
        for (JsonNode node : nodes) {
            Object now = ((Node) node).plain();
            changed |= old == null || now != old.get(all.size());
            all.add(now);
        }
        return changed ? all : value;
    }

    @SuppressWarnings("ReferenceEquality") // the very same value, not an equal one
    private @Nullable Object changedMembers(Map<String, JsonNode> nodes) {
        Map<?, ?> old = (Map<?, ?>) value;
        var all = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(nodes.size());
        boolean changed = false;
        for (Map.Entry<String, JsonNode> node : nodes.entrySet()) {
            Object now = ((Node) node.getValue()).plain();
            changed |= old == null || now != old.get(node.getKey());
            all.put(node.getKey(), now);
        }
        return changed ? all : value;
    }

    @Nullable
    Object value() {
        return value;
    }

    @Override
    public String getJsonPointer() {
        String known = pointer;
        if (known == null)
            pointer = known = parent == null ? "" : parent.getJsonPointer() + "/" + JsonNode.encodeJsonPointer(name);
        return known;
    }

    @Override
    public SimpleType getNodeType() {
        return type;
    }

    @Override
    public boolean asBoolean() {
        return Boolean.TRUE.equals(value);
    }

    @Override
    public String asString() {
        return String.valueOf(value);
    }

    @Override
    public BigInteger asInteger() {
        return asNumber().toBigInteger();
    }

    @Override
    public BigDecimal asNumber() {
        BigDecimal known = number;
        if (known == null) {
            if (!(value instanceof Number present)) throw new IllegalStateException("No number: " + type);
            number = known = decimal(present).stripTrailingZeros(); // the validator compares with equals
        }
        return known;
    }

    @Override
    public List<JsonNode> asArray() {
        List<JsonNode> known = items;
        if (known == null) {
            known = new ArrayList<>();
            if (value instanceof List<?> list)
                for (Object item : list) known.add(new Node(item, this, Integer.toString(known.size())));
            items = known;
        }
        return known;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        Map<String, JsonNode> known = members;
        if (known == null) {
            Map<String, JsonNode> made = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map)
                map.forEach(
                        (key, member) -> made.put(String.valueOf(key), new Node(member, this, String.valueOf(key))));
            members = known = made;
        }
        return known;
    }
}
