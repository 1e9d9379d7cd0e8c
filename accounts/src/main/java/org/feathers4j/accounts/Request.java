package org.feathers4j.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** A request of a caller, of whom nothing is known: reads its parts, with the original's errors. */
record Request(Map<String, @Nullable Object> data, AccountOptions options) {
    private static final int LONGEST = 1000;

    static Request of(@Nullable Object data, AccountOptions options) {
        return new Request(object(data), options);
    }

    static Map<String, @Nullable Object> object(@Nullable Object value) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        if (value instanceof Map<?, ?> map) map.forEach((name, each) -> object.put(String.valueOf(name), each));
        return object;
    }

    private static FeathersException invalid(String message, @Nullable Object... arguments) {
        return FeathersException.badRequest(message, arguments).withErrors(Map.of("$className", "badParams"));
    }

    String action() {
        return String.valueOf(data.get("action"));
    }

    FeathersException unknownAction() {
        String shown = action().length() > 50 ? action().substring(0, 50) : action();
        return invalid("Action '%s' is invalid.", shown);
    }

    Map<String, @Nullable Object> notifierOptions() {
        return object(data.get("notifierOptions"));
    }

    /** The value, when it is a text. */
    String text() {
        return text(data.get("value"));
    }

    /** A member of the value. */
    String text(String name) {
        return text(object(data.get("value")).get(name));
    }

    private static String text(@Nullable Object value) {
        if (!(value instanceof String text) || text.isEmpty() || text.length() > LONGEST)
            throw invalid("Expected string value. (authLocalMgnt)");
        return text;
    }

    /** The value, when it names a user. */
    Map<String, @Nullable Object> identity() {
        return identity(data.get("value"), options.identityFields());
    }

    Map<String, @Nullable Object> identity(String name) {
        return identity(object(data.get("value")).get(name), options.identityFields());
    }

    /** Only texts: an object would become part of the query. */
    private static Map<String, @Nullable Object> identity(@Nullable Object value, List<String> allowed) {
        Map<String, @Nullable Object> identity = object(value);
        boolean isValid = identity.entrySet().stream()
                .allMatch(each -> allowed.contains(each.getKey())
                        && each.getValue() instanceof String text
                        && !text.isBlank()
                        && text.length() <= LONGEST);
        if (!isValid || identity.isEmpty()) throw invalid("User info is not valid. (authLocalMgnt)");
        return identity;
    }
}
