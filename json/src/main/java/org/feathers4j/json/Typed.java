package org.feathers4j.json;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Records and beans to plain values and back, by Jackson's data binding. Loaded with the first of them. Owner of the mappers, which are replaced when a module is added; for
 * all threads.
 */
final class Typed {
    /** Values are only converted; a cycle is noticed by its depth. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(JsonLimits.DEEPEST)
                    .build())
            .build();

    private static final JsonMapper OURS = JsonMapper.builder(FACTORY)
            .addModule(new PlainModule())
            // members in the order of the declaration, as a JavaScript object would have them
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            // a value of another type is a mistake of the caller
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(rules -> rules.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Textual,
                    rules -> rules.setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            // a number for a time is Date.now() of JavaScript: milliseconds
            .disable(DateTimeFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    private static volatile Mappers mappers = Mappers.of(OURS);
    private static final int LONGEST_REASON = 300;

    /**
     * The mapper.
     *
     * @param lenient ignores members that a type does not have
     * @param exact refuses them
     */
    private record Mappers(JsonMapper lenient, JsonMapper exact) {
        static Mappers of(JsonMapper lenient) {
            return new Mappers(
                    lenient,
                    lenient.rebuild()
                            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .build());
        }
    }

    private Typed() {}

    static synchronized void add(JacksonModule module) {
        mappers = Mappers.of(mappers.lenient().rebuild().addModule(module).build());
    }

    static Map<String, String> names(Class<?> type) {
        return RecordNames.of(mappers.lenient(), type);
    }

    static Optional<Variants> variants(Class<?> type) {
        return RecordNames.variants(mappers.lenient(), type);
    }

    static List<@Nullable Object> constants(Class<?> type) {
        return RecordNames.constants(mappers.lenient(), type);
    }

    /** @throws JsonException when the object has no properties, cannot be read or is cyclic */
    static @Nullable Object toPlain(Object value) {
        String name = value.getClass().getName();
        if (isActive(value)) throw JsonException.unwritable(name + " is no data");
        try {
            return mappers.lenient().convertValue(value, Object.class);
        } catch (InvalidDefinitionException unknown) {
            throw JsonException.unwritable(name + " has no JSON form").causedBy(unknown);
        } catch (JacksonException failed) {
            String reason = "%s at %s: %s".formatted(name, failed.getPathReference(), failed.getOriginalMessage());
            throw JsonException.unwritable(shortened(reason)).causedBy(failed);
        }
    }

    /** Objects with behaviour: Jackson would write their getters, which is never intended. Lambdas are hidden classes. */
    private static boolean isActive(Object value) {
        return value.getClass().isHidden()
                || value instanceof Thread
                || value instanceof ClassLoader
                || value instanceof Future<?>;
    }

    /** The path through a cycle is a thousand steps long. */
    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }

    /** @throws JacksonException when the value does not have that shape */
    static @Nullable Object fromPlain(Object json, Type type) {
        return converted(mappers.lenient(), json, type);
    }

    /** @throws JacksonException when the value does not have that shape, or has members that the type does not have */
    static @Nullable Object fromExactly(Object json, Type type) {
        return converted(mappers.exact(), json, type);
    }

    private static @Nullable Object converted(JsonMapper mapper, Object json, Type type) {
        return mapper.convertValue(json, mapper.constructType(type));
    }
}
