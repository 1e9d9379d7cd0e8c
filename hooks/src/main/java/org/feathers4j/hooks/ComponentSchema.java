package org.feathers4j.hooks;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import org.feathers4j.json.JacksonMapper;
import org.jspecify.annotations.Nullable;

/** The schema of a component of a record, and whether objects must have it: by the rules of {@code JacksonMapper}, and by constraints. */
final class ComponentSchema {
    private static final boolean HAS_CONSTRAINTS = hasConstraints();
    private static final Map<Class<?>, Class<?>> OPTIONAL_NUMBERS =
            Map.of(OptionalInt.class, int.class, OptionalLong.class, long.class, OptionalDouble.class, double.class);

    private final RecordSchema schemas;
    private final RecordComponent component;
    private final Map<String, @Nullable Object> schema;
    private final boolean required;

    ComponentSchema(RecordSchema schemas, RecordComponent component) {
        this.schemas = schemas;
        this.component = component;
        Map<String, @Nullable Object> value = value(component.getAnnotatedType());
        boolean isNullable = isOptional(component.getType()) || isNullable(ofComponent());
        boolean isRefused = constrain(ofComponent(), value);
        required = isRefused || !isNullable;
        schema = required ? value : orNull(value);
    }

    private static boolean hasConstraints() {
        try {
            Class.forName("jakarta.validation.constraints.NotNull", false, ComponentSchema.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    Map<String, @Nullable Object> schema() {
        return schema;
    }

    boolean isRequired() {
        return required;
    }

    /** Of its type, and of the declaration; the annotation of both is one. For an array, what stands before it belongs to its items where it is of the type. */
    private List<Annotation> ofComponent() {
        return Stream.of(
                        component.getAnnotatedType().getAnnotations(),
                        component.getAnnotations(),
                        component.getAccessor().getAnnotations())
                .flatMap(Stream::of)
                .distinct()
                .toList();
    }

    /** By its name: several annotations have that name, all with this meaning. */
    private static boolean isNullable(List<Annotation> annotations) {
        return annotations.stream()
                .anyMatch(each -> each.annotationType().getSimpleName().equals("Nullable"));
    }

    private static boolean isOptional(Class<?> type) {
        return type == Optional.class || OPTIONAL_NUMBERS.containsKey(type);
    }

    private boolean constrain(List<Annotation> annotations, Map<String, @Nullable Object> value) {
        if (!HAS_CONSTRAINTS || !schemas.options().constraints()) return false;
        try {
            return Constraints.add(annotations, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(place(), e.getMessage()), e);
        }
    }

    private String place() {
        return "Component '%s' of %s"
                .formatted(component.getName(), component.getDeclaringRecord().getName());
    }

    private IllegalArgumentException unknown(Type type) {
        return new IllegalArgumentException("%s: it is not known what JSON a %s has; give its schema as an option"
                .formatted(place(), type.getTypeName()));
    }

    /** An item of a list or a value of a map. */
    private Map<String, @Nullable Object> item(AnnotatedType type) {
        List<Annotation> annotations = List.of(type.getAnnotations());
        Map<String, @Nullable Object> value = value(type);
        boolean isRefused = constrain(annotations, value);
        return isNullable(annotations) && !isRefused ? orNull(value) : value;
    }

    private Map<String, @Nullable Object> value(AnnotatedType type) {
        Class<?> raw = raw(type.getType());
        Map<String, ? extends @Nullable Object> given = schemas.options().type(raw);
        Map<String, @Nullable Object> known = given == null ? TypeSchemas.of(raw) : new LinkedHashMap<>(given);
        if (known != null) return known;
        return switch (type) {
            case AnnotatedArrayType array -> list(withoutConstraints(array.getAnnotatedGenericComponentType()));
            case AnnotatedWildcardType wildcard -> value(wildcard.getAnnotatedUpperBounds()[0]);
            case AnnotatedParameterizedType generic -> generic(raw, generic.getAnnotatedActualTypeArguments());
            default -> ofClass(raw);
        };
    }

    /** Constraints before an array are about the array as well, and about which of the two is not said. */
    private Map<String, @Nullable Object> withoutConstraints(AnnotatedType items) {
        Map<String, @Nullable Object> value = value(items);
        return isNullable(List.of(items.getAnnotations())) ? orNull(value) : value;
    }

    private Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> known -> known;
            case ParameterizedType generic -> raw(generic.getRawType());
            case GenericArrayType array -> Object[].class;
            case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
            default -> throw unknown(type);
        };
    }

    private Map<String, @Nullable Object> generic(Class<?> raw, AnnotatedType[] arguments) {
        if (raw == Optional.class) return item(arguments[0]);
        if (Collection.class.isAssignableFrom(raw) && arguments.length == 1) {
            Map<String, @Nullable Object> list = list(item(arguments[0]));
            if (Set.class.isAssignableFrom(raw)) list.put("uniqueItems", true);
            return list;
        }
        if (Map.class.isAssignableFrom(raw) && arguments.length == 2) return map(arguments[0], arguments[1]);
        throw unknown(component.getGenericType());
    }

    private static Map<String, @Nullable Object> list(Map<String, @Nullable Object> items) {
        var list = new LinkedHashMap<String, @Nullable Object>();
        list.put("type", "array");
        list.put("items", items);
        return list;
    }

    private Map<String, @Nullable Object> map(AnnotatedType key, AnnotatedType value) {
        Class<?> keys = raw(key.getType());
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("type", "object");
        if (keys.isEnum()) map.put("propertyNames", ofEnum(keys));
        else if (keys != String.class) throw unknown(component.getGenericType());
        map.put("additionalProperties", item(value));
        return map;
    }

    private Map<String, @Nullable Object> ofClass(Class<?> type) {
        Class<?> number = OPTIONAL_NUMBERS.get(type);
        Map<String, @Nullable Object> known = number == null ? null : TypeSchemas.of(number);
        if (known != null) return known;
        if (type.isEnum()) return ofEnum(type);
        if (type.isRecord() && type.getTypeParameters().length == 0) return schemas.reference(type);
        Map<String, @Nullable Object> family = type.isSealed() ? schemas.family(type) : null;
        if (family == null) throw unknown(type);
        return family;
    }

    @SuppressWarnings("unchecked") // of an enum, as was asked
    private Map<String, @Nullable Object> ofEnum(Class<?> type) {
        List<@Nullable Object> constants = JacksonMapper.constants((Class<? extends Enum<?>>) type);
        var schema = new LinkedHashMap<String, @Nullable Object>();
        if (constants.stream().allMatch(String.class::isInstance)) schema.put("type", "string");
        schema.put("enum", constants);
        return schema;
    }

    private static Map<String, @Nullable Object> orNull(Map<String, @Nullable Object> schema) {
        var either = new LinkedHashMap<String, @Nullable Object>(schema);
        if (schema.containsKey("const") || !(schema.containsKey("type") || schema.containsKey("enum")))
            return anyOf(schema);
        Object type = schema.get("type");
        var types = new ArrayList<@Nullable Object>(type instanceof List<?> several ? several : Arrays.asList(type));
        types.add("null");
        if (type != null) either.put("type", types);
        if (schema.get("enum") instanceof List<?> constants) {
            var withNull = new ArrayList<@Nullable Object>(constants);
            withNull.add(null);
            either.put("enum", withNull);
        }
        return either;
    }

    private static Map<String, @Nullable Object> anyOf(Map<String, @Nullable Object> schema) {
        var either = new LinkedHashMap<String, @Nullable Object>();
        either.put("anyOf", List.of(schema, Map.of("type", "null")));
        return either;
    }
}
