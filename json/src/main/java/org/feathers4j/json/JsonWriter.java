package org.feathers4j.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;

/** Writes values as {@code JSON.stringify} does. The most frequent kinds are tested first. */
final class JsonWriter {
    private JsonWriter() {}

    static void write(JsonOutput out, @Nullable Object value) {
        write(out, value, 0);
    }

    @SuppressWarnings("IfChainToSwitch") // tests the most frequent first; classes only, each is one comparison
    private static void write(JsonOutput out, @Nullable Object value, int depth) {
        if (value instanceof String text) Texts.write(out, text);
        else if (value instanceof Integer number) Numbers.write(out, (long) number);
        else if (value instanceof LinkedHashMap<?, ?> members) writeMembers(out, members, depth + 1);
        else if (value instanceof ArrayList<?> items) writeItems(out, items, depth + 1);
        else if (value instanceof Boolean truth) out.ascii(truth ? "true" : "false");
        else if (value instanceof Double number) Numbers.write(out, (double) number);
        else if (value == null) out.ascii("null");
        else if (value instanceof Long number) Numbers.write(out, (long) number);
        else writeOther(out, value, depth + 1);
    }

    private static void writeOther(JsonOutput out, Object value, int depth) {
        checkDepth(depth);
        switch (value) {
            case ObjectView view -> writeView(out, view.json(), depth);
            case ArrayView view -> writeView(out, view.json(), depth);
            case Map<?, ?> members -> writeMembers(out, members, depth);
            case List<?> items -> writeItems(out, items, depth);
            case Number number -> writeNumber(out, number);
            default -> write(out, Plain.of(value), depth);
        }
    }

    private static void writeView(JsonOutput out, RawJson<?> view, int depth) {
        if (!view.copyTo(out)) write(out, view.contents(), depth - 1);
    }

    private static void writeNumber(JsonOutput out, Number number) {
        switch (number) {
            case Float value -> Numbers.write(out, (float) value);
            case BigDecimal value -> Numbers.write(out, value);
            default -> {
                if (Plain.isInteger(number)) out.ascii(number.toString());
                else Numbers.write(out, number.doubleValue());
            }
        }
    }

    private static void writeMembers(JsonOutput out, Map<?, ?> members, int depth) {
        checkDepth(depth);
        int start = out.length();
        boolean known = false;
        char separator = '{';
        for (Map.Entry<?, ? extends @Nullable Object> member : members.entrySet()) {
            String name = member.getKey() instanceof String text ? text : String.valueOf(member.getKey());
            if (!known && Names.mayBeIndex(name)) {
                if (!Names.isInOrder(members)) {
                    out.truncate(start);
                    writeMembers(out, Names.ordered(members), depth);
                    return;
                }
                known = true;
            }
            Texts.writeName(out, separator, name);
            separator = ',';
            write(out, member.getValue(), depth);
        }
        if (separator == '{') out.octet('{');
        out.octet('}');
    }

    private static void writeItems(JsonOutput out, List<?> items, int depth) {
        checkDepth(depth);
        out.octet('[');
        if (items instanceof RandomAccess) {
            for (int i = 0, count = items.size(); i < count; i++) {
                if (i > 0) out.octet(',');
                write(out, items.get(i), depth);
            }
        } else {
            boolean first = true;
            for (Object item : items) {
                if (!first) out.octet(',');
                first = false;
                write(out, item, depth);
            }
        }
        out.octet(']');
    }

    private static void checkDepth(int depth) {
        if (depth > JsonLimits.DEEPEST)
            throw JsonException.unwritable("cyclic, or nested deeper than %d levels".formatted(JsonLimits.DEEPEST));
    }
}
