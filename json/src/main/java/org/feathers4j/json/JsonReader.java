package org.feathers4j.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Builds plain values from the tokens of one text. Recursive: {@link JsonLimits#DEEPEST} is what the stack can bear. */
final class JsonReader {
    private final JsonParser tokens;
    private final JsonLimits limits;

    JsonReader(JsonParser tokens, JsonLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    /** The one value of the text. */
    @Nullable
    Object document() {
        Object value = value(first(), 0);
        end();
        return value;
    }

    JsonToken first() {
        JsonToken token = tokens.nextToken();
        if (token == null) throw JsonException.unreadable("there is no value", 0);
        return token;
    }

    void end() {
        if (tokens.nextToken() != null) throw refused("there is something after the value");
    }

    @Nullable
    Object value(JsonToken token, int depth) {
        return switch (token) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> array(depth + 1);
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw refused("unexpected " + token);
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        checkDepth(depth);
        var members = new LinkedHashMap<String, @Nullable Object>();
        var order = new NameOrder();
        for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
            checkName(name);
            order.add(name);
            members.put(name, value(tokens.nextToken(), depth));
        }
        return order.isKept() ? members : Names.ordered(members);
    }

    private List<@Nullable Object> array(int depth) {
        checkDepth(depth);
        var items = new ArrayList<@Nullable Object>();
        for (JsonToken token = tokens.nextToken(); token != JsonToken.END_ARRAY; token = tokens.nextToken())
            items.add(value(token, depth));
        return items;
    }

    private String string() {
        String text = tokens.getString();
        checkString(text.length());
        return text;
    }

    private Number integer() {
        int length = tokens.getStringLength();
        checkNumber(length);
        if (length <= 9) return tokens.getIntValue();
        if (length <= 18) return narrowed(tokens.getLongValue());
        String text = tokens.getString();
        // digits beyond a long are as imprecise as in JavaScript
        return length <= 20 && fitsLong(text) ? narrowed(Long.parseLong(text)) : (Number) Double.valueOf(text);
    }

    private static boolean fitsLong(String text) {
        double about = Double.parseDouble(text);
        if (Math.abs(about) != 0x1p63) return Math.abs(about) < 0x1p63;
        int digits = text.charAt(0) == '-' ? 1 : 0;
        // nineteen digits compare like numbers
        String highest = digits == 1 ? "9223372036854775808" : "9223372036854775807";
        return text.substring(digits).compareTo(highest) <= 0;
    }

    private static Number narrowed(long value) {
        int small = (int) value;
        return small == value ? (Number) small : (Number) value;
    }

    private Number decimal() {
        checkNumber(tokens.getStringLength());
        double value = tokens.getDoubleValue();
        return value == (long) value && Math.abs(value) <= Numbers.SAFE ? narrowed((long) value) : (Number) value;
    }

    void checkDepth(int depth) {
        if (depth > limits.maxDepth()) throw refused("nested deeper than " + limits.maxDepth() + " levels");
    }

    void checkName(String name) {
        if (name.length() > limits.maxNameLength())
            throw refused("a name is longer than " + limits.maxNameLength() + " characters");
    }

    private void checkString(int length) {
        if (length > limits.maxStringLength())
            throw refused("a string is longer than " + limits.maxStringLength() + " characters");
    }

    /** Looks at a string without building it; not even that when the whole text is too short to contain a longer one. */
    void checkSkippedString(int textLength) {
        if (textLength > limits.maxStringLength()) checkString(tokens.getStringLength());
    }

    void checkNumber(int length) {
        if (length > limits.maxNumberLength())
            throw refused("a number is longer than " + limits.maxNumberLength() + " characters");
    }

    JsonException refused(String reason) {
        return JsonException.unreadable(reason, offset(tokens.currentTokenLocation()));
    }

    static long offset(TokenStreamLocation location) {
        long bytes = location.getByteOffset();
        return bytes >= 0 ? bytes : Math.max(0, location.getCharOffset());
    }
}
