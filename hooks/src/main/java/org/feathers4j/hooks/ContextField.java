package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A place in the context of a call, such as {@code params.query.userId} or {@code data.userId}.
 *
 * @param root the member of the context
 * @param steps the names of members and indices of items from there on
 */
record ContextField(String root, List<String> steps) {
    private static final Set<String> SETTABLE = Set.of("params", "data", "id", "result");

    static ContextField of(String path) {
        List<String> steps = List.of(path.split("\\.", -1));
        if (steps.contains("")) throw new IllegalArgumentException("'%s' is no path in a context".formatted(path));
        return new ContextField(steps.getFirst(), steps.subList(1, steps.size()));
    }

    /** A place that a hook can set. A name that is no place, as {@code query.userId}, would otherwise be set where no service looks. */
    static ContextField settable(String path) {
        ContextField field = of(path);
        boolean whole = field.steps.isEmpty();
        if (!SETTABLE.contains(field.root)
                || (whole && field.root.equals("params"))
                || (!whole && field.root.equals("id")))
            throw new IllegalArgumentException(
                    "'%s' is no place that can be set: params.<name>, params.query.<name>, data, data.<name>, result or id"
                            .formatted(path));
        return field;
    }

    boolean isInData() {
        return root.equals("data");
    }

    /** The value there; {@link Fields#MISSING} when there is none. */
    @Nullable
    Object get(HookContext context) {
        Object value = rootOf(context);
        for (String step : steps) value = Fields.get(plain(value), step);
        return value;
    }

    private @Nullable Object rootOf(HookContext context) {
        return switch (root) {
            case "params" -> context.params().toMap();
            case "data" -> context.data() == null ? Fields.MISSING : context.data();
            case "result" -> context.hasResult() ? context.result() : Fields.MISSING;
            case "id" ->
                context.id() == null ? Fields.MISSING : context.requireId().value();
            case "method" -> context.method();
            case "path" -> context.path();
            case "type" -> context.type().word();
            default -> Objects.requireNonNullElse(context.get(root), Fields.MISSING);
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof JsonValue stand && !(value instanceof Map) ? stand.toJsonValue() : value;
    }

    /** Sets the value there, in copies of the objects on the way; in data that are a list, in every item unless an index follows. */
    void set(HookContext context, @Nullable Object value) {
        switch (root) {
            case "params" -> {
                String name = steps.getFirst();
                Object present = context.params().get(name);
                context.params(context.params().with(name, with(present, 1, value)));
            }
            case "data" -> context.data(withData(context.data(), value));
            case "result" -> context.result(with(context.result(), 0, value));
            case "id" -> context.id(Id.ofNullable(value));
            default -> throw new IllegalStateException(root);
        }
    }

    private @Nullable Object withData(@Nullable Object data, @Nullable Object value) {
        if (!(data instanceof List<?> items) || steps.isEmpty() || isIndex(steps.getFirst()))
            return with(data, 0, value);
        var changed = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) changed.add(with(item, 0, value));
        return changed;
    }

    private static boolean isIndex(String step) {
        return step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** @param at the step that leads from the present value on */
    private @Nullable Object with(@Nullable Object present, int at, @Nullable Object value) {
        if (at == steps.size()) return value;
        String step = steps.get(at);
        return switch (plain(present)) {
            case null -> withMember(Map.of(), step, at, value);
            case Map<?, ?> members -> withMember(members, step, at, value);
            case List<?> items
            when !Fields.MISSING.equals(Fields.get(items, step)) -> {
                var copy = new ArrayList<@Nullable Object>(items);
                int index = Integer.parseInt(step);
                copy.set(index, with(items.get(index), at + 1, value));
                yield copy;
            }
            default ->
                throw FeathersException.badRequest(
                        "'%s' can not be set, since '%s' is no object", name(steps.size()), name(at));
        };
    }

    private Map<String, @Nullable Object> withMember(Map<?, ?> members, String step, int at, @Nullable Object value) {
        Map<String, @Nullable Object> copy = Fields.copy(members);
        copy.put(step, with(members.get(step), at + 1, value));
        return copy;
    }

    private String name(int length) {
        return length == 0 ? root : root + "." + String.join(".", steps.subList(0, length));
    }

    @Override
    public String toString() {
        return name(steps.size());
    }
}
