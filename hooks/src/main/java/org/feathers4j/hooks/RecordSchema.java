package org.feathers4j.hooks;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.json.JacksonMapper;
import org.feathers4j.json.Variants;
import org.jspecify.annotations.Nullable;

/** Makes the schema of a record. Nested records, and the record itself where it is inside itself, are under {@code $defs}, each once. Not for several threads. */
final class RecordSchema {
    private final RecordSchemaOptions options;
    private final Map<Class<?>, String> names = new HashMap<>();
    private final Map<String, @Nullable Object> definitions = new LinkedHashMap<>();

    RecordSchema(RecordSchemaOptions options) {
        this.options = options;
    }

    static Map<String, @Nullable Object> of(Class<? extends Record> type, RecordSchemaOptions options) {
        var schemas = new RecordSchema(options);
        return schemas.withDefinitions(schemas.object(type));
    }

    static Map<String, @Nullable Object> ofQuery(Class<? extends Record> type, RecordSchemaOptions options) {
        var schemas = new RecordSchema(options.withoutConstraints());
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        if (schemas.object(type).get("properties") instanceof Map<?, ?> components)
            components.forEach((name, schema) -> properties.put(String.valueOf(name), schema));
        Map<String, @Nullable Object> syntax = new QuerySyntax(properties, Map.of()).members();
        var sort = new LinkedHashMap<String, @Nullable Object>();
        if (syntax.get("$sort") instanceof Map<?, ?> directions)
            directions.forEach((keyword, value) -> sort.put(String.valueOf(keyword), value));
        sort.put("additionalProperties", false);
        syntax.put("$sort", sort);
        return schemas.withDefinitions(QuerySyntax.closed(syntax));
    }

    private Map<String, @Nullable Object> withDefinitions(Map<String, @Nullable Object> schema) {
        if (!definitions.isEmpty()) schema.put("$defs", definitions);
        return schema;
    }

    RecordSchemaOptions options() {
        return options;
    }

    private Map<String, @Nullable Object> object(Class<?> type) {
        Map<String, String> members = memberNames(type);
        var properties = new LinkedHashMap<String, @Nullable Object>();
        var required = new ArrayList<String>();
        variant(type).ifPresent(variant -> {
            properties.put(
                    variant.property(),
                    Map.of("const", variant.types().keySet().iterator().next()));
            required.add(variant.property());
        });
        for (RecordComponent component : type.getRecordComponents()) {
            String member = members.get(component.getName());
            if (member == null) continue;
            var described = new ComponentSchema(this, component);
            properties.put(member, described.schema());
            if (described.isRequired()) required.add(member);
        }
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("type", "object");
        if (!required.isEmpty()) object.put("required", required);
        object.put("properties", properties);
        if (!options.open()) object.put("additionalProperties", false);
        return object;
    }

    private static Map<String, String> memberNames(Class<?> type) {
        try {
            return JacksonMapper.memberNames(type.asSubclass(Record.class));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ": give its schema as an option", e);
        }
    }

    /** Of a record that is told apart from others by a member. */
    private static Optional<Variants> variant(Class<?> type) {
        return JacksonMapper.variants(type).filter(found -> found.types().size() == 1);
    }

    /** A reference to the schema of a record. */
    Map<String, @Nullable Object> reference(Class<?> type) {
        String known = names.get(type);
        String name = known == null ? define(type) : known;
        var reference = new LinkedHashMap<String, @Nullable Object>();
        reference.put("$ref", "#/$defs/" + name);
        return reference;
    }

    private String define(Class<?> type) {
        String name = type.getSimpleName();
        for (int i = 2; names.containsValue(name); i++) name = type.getSimpleName() + i;
        names.put(type, name); // before its components, which may refer to it
        definitions.put(name, Map.of());
        definitions.put(name, object(type));
        return name;
    }

    /** One of the records of a sealed interface; null when JSON does not tell which. */
    @Nullable
    Map<String, @Nullable Object> family(Class<?> type) {
        Optional<Variants> variants = JacksonMapper.variants(type);
        if (variants.isEmpty()) return null;
        var members = variants.get().types().values();
        if (members.isEmpty() || !members.stream().allMatch(Class::isRecord)) return null;
        var family = new LinkedHashMap<String, @Nullable Object>();
        List<Map<String, @Nullable Object>> references =
                members.stream().map(this::reference).toList();
        family.put("oneOf", references);
        return family;
    }
}
