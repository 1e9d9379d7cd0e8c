package org.feathers4j.json;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/** What Jackson calls the components of records and the constants of enums: with its annotations, and as registered modules have it. */
final class RecordNames {
    private RecordNames() {}

    /** The component's name to its name in JSON; without components that are never read. */
    static Map<String, String> of(JsonMapper mapper, Class<?> type) {
        BeanDescription description = description(mapper, type);
        if (description.findJsonValueAccessor() != null)
            throw new IllegalArgumentException("%s is written as another value".formatted(type.getName()));
        RecordComponent[] components = type.getRecordComponents();
        var names = new LinkedHashMap<String, String>();
        for (RecordComponent component : components)
            for (BeanPropertyDefinition property : description.findProperties())
                if (isOf(component, property, components)) names.put(component.getName(), property.getName());
        return names;
    }

    private static BeanDescription description(JsonMapper mapper, Class<?> type) {
        DeserializationConfig config = mapper.deserializationConfig();
        ClassIntrospector introspector = config.classIntrospectorInstance().forOperation(config);
        JavaType known = mapper.constructType(type);
        return introspector.introspectForDeserialization(known, introspector.introspectClassAnnotations(known));
    }

    private static boolean isOf(
            RecordComponent component, BeanPropertyDefinition property, RecordComponent[] components) {
        AnnotatedParameter parameter = property.getConstructorParameter();
        return parameter != null
                && parameter.getOwner().getParameterCount() == components.length
                && components[parameter.getIndex()].getName().equals(component.getName());
    }

    /** By {@code @JsonTypeInfo} with names in a member of the object; empty without it. */
    static Optional<Variants> variants(JsonMapper mapper, Class<?> type) {
        DeserializationConfig config = mapper.deserializationConfig();
        ClassIntrospector introspector = config.classIntrospectorInstance().forOperation(config);
        AnnotatedClass known = introspector.introspectClassAnnotations(mapper.constructType(type));
        JsonTypeInfo.Value info = config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, known);
        if (info == null || info.getIdType() != JsonTypeInfo.Id.NAME) return Optional.empty();
        if (info.getInclusionType() != JsonTypeInfo.As.PROPERTY) return Optional.empty();
        var types = new LinkedHashMap<String, Class<?>>();
        for (NamedType each : config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, known))
            if (!each.getType().isInterface()) types.put(name(each), each.getType());
        String property = info.getPropertyName();
        return Optional.of(new Variants(property == null ? "@type" : property, types));
    }

    /** Jackson's own name is that of the class without its package. */
    private static String name(NamedType type) {
        if (type.hasName()) return type.getName();
        String name = type.getType().getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The values that stand for the constants, in their order. */
    static List<@Nullable Object> constants(JsonMapper mapper, Class<?> type) {
        var values = new ArrayList<@Nullable Object>();
        for (Object constant : type.getEnumConstants()) values.add(mapper.convertValue(constant, Object.class));
        return values;
    }
}
