package org.feathers4j.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * Query strings and URL-encoded bodies as Express reads them (qs with {@code allowPrototypes} and an {@code arrayLimit} of 1000): all values are text,
 * {@code a[b]=1} makes objects, {@code a[]=1}, {@code a[0]=1} and repeated names make arrays. Input that qs would drop or change in meaning is refused.
 */
public final class QueryString {
    /** Operators that compare with one value: repeated, they would compare with a list, which matches almost no record. */
    private static final List<String> OF_ONE_VALUE = List.of("[$ne]", "[$lt]", "[$lte]", "[$gt]", "[$gte]");

    private QueryString() {}

    /** The parameters of a query string within the usual limits. */
    public static Map<String, @Nullable Object> parse(String query) {
        return parse(query, QueryLimits.DEFAULT);
    }

    /**
     * The parameters of a query string.
     *
     * @param query without the question mark, percent-encoded
     * @return names in the order in which they came, values text, {@code Map} or {@code List}
     * @throws FeathersException BadRequest when it is beyond a limit, a value has no name or one that no query can have, or an operator of one
     *     value is repeated
     */
    public static Map<String, @Nullable Object> parse(String query, QueryLimits limits) {
        if (query.isEmpty()) return Map.of();
        limits.checkLength(query.length());
        return parsed(query, limits);
    }

    private static Map<String, @Nullable Object> parsed(String text, QueryLimits limits) {
        var merge = new QueryMerge(limits);
        Map<String, Object> pairs = pairs(text, merge);
        return pairs.keySet().stream().anyMatch(key -> key.indexOf('[') >= 0) ? nested(pairs, merge) : flat(pairs);
    }

    /**
     * The fields of a body of type {@code application/x-www-form-urlencoded}. How long it is was checked when it came in.
     *
     * @param body percent-encoded text
     * @throws FeathersException PayloadTooLarge when there are more fields than allowed; BadRequest as for a query string
     */
    public static Map<String, @Nullable Object> form(String body, QueryLimits limits) {
        long count = body.chars().filter(c -> c == '&').count() + 1;
        if (count > limits.maxParameters())
            throw FeathersException.of(
                    ErrorKind.PAYLOAD_TOO_LARGE, "too many parameters: %d, at most %d", count, limits.maxParameters());
        return body.isEmpty() ? new LinkedHashMap<>() : parsed(body, limits);
    }

    /** Names as they stand there, brackets and all, with their values. */
    private static Map<String, Object> pairs(String query, QueryMerge merge) {
        String text = plainBrackets(query);
        var pairs = new LinkedHashMap<String, Object>();
        int count = 0;
        for (int start = 0; start <= text.length(); ) {
            int end = text.indexOf('&', start);
            if (end < 0) end = text.length();
            if (end > start) {
                merge.limits().checkParameters(++count);
                add(pairs, text.substring(start, end), merge);
            }
            start = end + 1;
        }
        return pairs;
    }

    private static void add(Map<String, Object> pairs, String part, QueryMerge merge) {
        int bracket = part.indexOf("]=");
        int equals = bracket < 0 ? part.indexOf('=') : bracket + 1;
        String key = decoded(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
        if (key.isEmpty()) throw FeathersException.badRequest("A parameter of the query has no name");
        Object present = pairs.get(key);
        if (present != null && OF_ONE_VALUE.stream().anyMatch(key::endsWith))
            throw FeathersException.badRequest("The query has '%s' more than once", key);
        pairs.put(key, present == null ? value : merge.combined(present, value));
    }

    /** qs takes encoded brackets for brackets before it looks for the equals sign. */
    private static String plainBrackets(String query) {
        return query.contains("%5")
                ? query.replace("%5B", "[")
                        .replace("%5b", "[")
                        .replace("%5D", "]")
                        .replace("%5d", "]")
                : query;
    }

    private static String decoded(String text) {
        return Percent.decoded(text.indexOf('+') < 0 ? text : text.replace('+', ' '));
    }

    private static Map<String, @Nullable Object> flat(Map<String, Object> pairs) {
        var flat = new LinkedHashMap<String, @Nullable Object>(pairs.size() * 2);
        pairs.forEach((name, value) -> {
            QueryLimits.checkName(name);
            flat.put(name, plain(value));
        });
        return flat;
    }

    private static Map<String, @Nullable Object> nested(Map<String, Object> pairs, QueryMerge merge) {
        Object root = new QueryObject();
        for (Map.Entry<String, Object> pair : integersFirst(pairs)) {
            Object piece = merge.nested(QueryKey.parts(pair.getKey(), merge.limits()), pair.getValue());
            root = merge.merged(root, piece);
        }
        return plainMembers((QueryObject) root);
    }

    /** JavaScript lists integer-like names of an object before all others, and qs reads the pairs from an object. */
    private static List<Map.Entry<String, Object>> integersFirst(Map<String, Object> pairs) {
        var entries = new ArrayList<>(pairs.entrySet());
        entries.sort((a, b) -> Integer.compareUnsigned(QueryKey.index(a.getKey()), QueryKey.index(b.getKey())));
        return entries;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case QueryList list -> {
                var items = new ArrayList<@Nullable Object>(list.items.size());
                for (Object item : list.items.values()) items.add(plain(item));
                yield items;
            }
            case QueryObject object -> plainMembers(object);
            default -> value;
        };
    }

    private static Map<String, @Nullable Object> plainMembers(QueryObject object) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        object.members.forEach((name, value) -> members.put(name, plain(value)));
        return members;
    }
}
