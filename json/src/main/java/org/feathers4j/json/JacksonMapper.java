package org.feathers4j.json;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.FeathersException;
import org.feathers4j.JsonMapper;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.exc.InvalidDefinitionException;

/**
 * Records and beans as plain JSON values and back, found by {@link JsonMapper#shared()}. Thread-safe.
 *
 * <p>Writing: members in the order of their declaration, null components as null, the values by the rules of {@link Json#write}.
 * What is plain already is handed back as it is, not copied.
 *
 * <p>Reading: a component of a record that is not {@code @Nullable} must be there and not null; values are not converted: a text is not a number, a number neither a text nor a boolean,
 * a fraction not an integer. Times and what else has no form of its own in JSON are their text; a number for an {@code Instant} is milliseconds. Members that a type
 * does not have are ignored, because hooks, newer versions of a service and databases add some; {@link #refusingUnknown()} refuses them. Jackson's annotations are
 * honoured.
 */
public final class JacksonMapper implements JsonMapper {
    private final boolean exact;

    /** For {@link java.util.ServiceLoader}; use {@link JsonMapper#shared()}. */
    public JacksonMapper() {
        this(false);
    }

    private JacksonMapper(boolean exact) {
        this.exact = exact;
    }

    /**
     * Adds a Jackson module with serializers and deserializers for types of one's own, for all applications of this process. To be called before they start: values that
     * were converted before stay as they are. A module that was added already is not added again.
     *
     * <pre>{@code
     * JacksonMapper.register(new SimpleModule("money").addSerializer(Money.class, new MoneySerializer()));
     * }</pre>
     */
    public static void register(JacksonModule module) {
        Typed.add(module);
    }

    /**
     * What the components of a record are called in JSON, for those who describe it: each component's name to its name in JSON, in the order of declaration. Components that are never read are not in it.
     *
     * @throws IllegalArgumentException when JSON has another value than an object for the record, by {@code @JsonValue}
     */
    public static Map<String, String> memberNames(Class<? extends Record> type) {
        return Typed.names(type);
    }

    /** How objects of a type are told apart from others of its family: by {@code @JsonTypeInfo} with names as a member; empty without it. */
    public static Optional<Variants> variants(Class<?> type) {
        return Typed.variants(type);
    }

    /** The JSON values of the constants of an enum, in the order of declaration. */
    public static List<@Nullable Object> constants(Class<? extends Enum<?>> type) {
        return Typed.constants(type);
    }

    @Override
    public JsonMapper refusingUnknown() {
        return new JacksonMapper(true);
    }

    /** @throws JsonException when the value is cyclic, too deep or of a kind that has no JSON form */
    @Override
    public @Nullable Object toJson(@Nullable Object typed) {
        return plain(typed, 0);
    }

    private static @Nullable Object plain(@Nullable Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean)
            return value;
        if (depth > JsonLimits.DEEPEST) throw JsonException.unwritable("cyclic, or nested too deeply");
        if (value instanceof JsonView) return value;
        if (value instanceof Map<?, ?> members) return plainMembers(members, depth + 1);
        if (value instanceof List<?> items) return plainItems(items, depth + 1);
        return plain(Plain.of(value), depth + 1);
    }

    @SuppressWarnings("ReferenceEquality") // the very same value: nothing inside was replaced
    private static Map<?, ?> plainMembers(Map<?, ?> members, int depth) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        boolean same = true;
        for (Map.Entry<?, ? extends @Nullable Object> member : members.entrySet()) {
            Object value = plain(member.getValue(), depth);
            same &= value == member.getValue() && member.getKey() instanceof String;
            copy.put(String.valueOf(member.getKey()), value);
        }
        return same ? members : copy;
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private static List<?> plainItems(List<?> items, int depth) {
        var copy = new ArrayList<@Nullable Object>(items.size());
        boolean same = true;
        for (Object item : items) {
            Object value = plain(item, depth);
            same &= value == item;
            copy.add(value);
        }
        return same ? items : copy;
    }

    /**
     * A JSON value as an object of the given type.
     *
     * @throws FeathersException BadRequest when the value does not have that shape, naming the place and what was expected;
     *     GeneralError when nothing can have it, for instance an interface; what a constructor throws if it is a FeathersException
     */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // as declared; an instance of the type the caller asks for
    public <T> @Nullable T toTyped(@Nullable Object json, Type type) {
        if (json == null || (type instanceof Class<?> asked && asked.isInstance(json))) return (T) json;
        try {
            return (T) (exact ? Typed.fromExactly(unread(json), type) : Typed.fromPlain(unread(json), type));
        } catch (InvalidDefinitionException mistake) {
            throw FeathersException.generalError(
                            "No JSON has the shape of %s: %s", type.getTypeName(), mistake.getOriginalMessage())
                    .withCause(mistake);
        } catch (JacksonException mismatch) {
            throw Mismatch.of(mismatch, type);
        }
    }

    /** A view is read without touching it, so that its bytes can still be passed on. */
    private static Object unread(Object json) {
        return switch (json) {
            case ObjectView view -> view.json().unread();
            case ArrayView view -> view.json().unread();
            default -> json;
        };
    }
}
