package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.JsonValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what a call has, without any value. Made by {@link CommonHooks#debug}. */
record Debug(String label) implements Hook, Shaping {
    private static final Logger log = LoggerFactory.getLogger(Debug.class);
    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 40;
    /** Names come from clients, and must not make lines of their own. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    @Override
    public void run(HookContext context) {
        if (log.isInfoEnabled()) log.info("{}: {}", label, line(context));
    }

    static String line(HookContext context) {
        var line =
                new StringBuilder("%s %s of '%s'".formatted(context.type().word(), context.method(), context.path()));
        Id id = context.id();
        if (id != null) line.append(", id ").append(id.value() instanceof Number number ? number : type(id.value()));
        line.append(", query ").append(shape(context.params().query()));
        if (context.data() != null) line.append(", data ").append(shape(context.data()));
        if (context.hasResult()) line.append(", result ").append(result(context));
        line.append(", params ")
                .append(names(
                        context.params().toMap().keySet().stream().sorted().toList()));
        if (context.error() != null) line.append(", error ").append(error(context.error()));
        return line.toString();
    }

    private static String result(HookContext context) {
        Object result = context.result();
        if (!(result instanceof Map<?, ?> page && Items.isPage(context, page))) return shape(result);
        return "page of %s with %s"
                .formatted(page.get("total") instanceof Number total ? total : "?", shape(page.get("data")));
    }

    private static String error(Throwable error) {
        return error instanceof FeathersException known
                ? "%s (%s)".formatted(name(known.name()), known.code())
                : error.getClass().getName();
    }

    /** Of a list the shape of its first item. */
    private static String shape(@Nullable Object value) {
        return switch (value) {
            case JsonValue stand when !(value instanceof Map) -> shape(stand.toJsonValue());
            case Map<?, ?> members ->
                members.entrySet().stream()
                        .limit(MOST_NAMES)
                        .map(member -> name(member.getKey()) + ": " + type(member.getValue()))
                        .collect(Collectors.joining(", ", "{", members.size() > MOST_NAMES ? ", ...}" : "}"));
            case List<?> items ->
                items.isEmpty() ? "list of 0" : "list of " + items.size() + " " + shape(items.getFirst());
            case null, default -> type(value);
        };
    }

    private static String names(List<String> names) {
        return names.stream()
                .limit(MOST_NAMES)
                .map(Debug::name)
                .collect(Collectors.joining(", ", "[", names.size() > MOST_NAMES ? ", ...]" : "]"));
    }

    private static String name(@Nullable Object key) {
        String name = UNPRINTABLE.matcher(String.valueOf(key)).replaceAll("?");
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    private static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "string";
            case Number number -> "number";
            case Boolean truth -> "boolean";
            case Map<?, ?> members -> "object";
            case List<?> items -> "list of " + items.size();
            default -> value.getClass().getSimpleName();
        };
    }
}
