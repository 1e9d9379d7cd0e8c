package org.feathers4j.hooks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.feathers4j.Id;
import org.jspecify.annotations.Nullable;

/** The schemas of classes whose JSON form is no object: what {@code JacksonMapper} reads into them, and writes. */
final class TypeSchemas {
    private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?";
    /** Formats of JSON Schema would ask for an offset, and know no fractions of a second in a duration. */
    private static final String DURATION =
            "[-+]?P(?=.)([-+]?\\d{1,14}D)?(T(?=.)([-+]?\\d{1,14}H)?([-+]?\\d{1,14}M)?([-+]?\\d{1,14}([.,]\\d{0,9})?S)?)?";

    private static final String BASE64 = "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}(==)?|[A-Za-z0-9+/]{3}=?)?";

    private static final Map<Class<?>, Map<String, ?>> KNOWN = Map.ofEntries(
            Map.entry(String.class, Map.of("type", "string")),
            Map.entry(CharSequence.class, Map.of("type", "string")),
            Map.entry(char.class, Map.of("type", "string", "minLength", 1, "maxLength", 1)),
            Map.entry(Character.class, Map.of("type", "string", "minLength", 1, "maxLength", 1)),
            Map.entry(boolean.class, Map.of("type", "boolean")),
            Map.entry(Boolean.class, Map.of("type", "boolean")),
            Map.entry(byte.class, integer(Byte.MIN_VALUE, Byte.MAX_VALUE, null)),
            Map.entry(Byte.class, integer(Byte.MIN_VALUE, Byte.MAX_VALUE, null)),
            Map.entry(short.class, integer(Short.MIN_VALUE, Short.MAX_VALUE, null)),
            Map.entry(Short.class, integer(Short.MIN_VALUE, Short.MAX_VALUE, null)),
            Map.entry(int.class, integer(Integer.MIN_VALUE, Integer.MAX_VALUE, "int32")),
            Map.entry(Integer.class, integer(Integer.MIN_VALUE, Integer.MAX_VALUE, "int32")),
            Map.entry(long.class, integer(Long.MIN_VALUE, Long.MAX_VALUE, "int64")),
            Map.entry(Long.class, integer(Long.MIN_VALUE, Long.MAX_VALUE, "int64")),
            Map.entry(BigInteger.class, Map.of("type", "integer")),
            Map.entry(float.class, Map.of("type", "number", "format", "float")),
            Map.entry(Float.class, Map.of("type", "number", "format", "float")),
            Map.entry(double.class, Map.of("type", "number", "format", "double")),
            Map.entry(Double.class, Map.of("type", "number", "format", "double")),
            Map.entry(BigDecimal.class, Map.of("type", "number")),
            Map.entry(Number.class, Map.of("type", "number")),
            Map.entry(Id.class, Map.of("type", List.of("integer", "string", "number"))),
            Map.entry(UUID.class, text("uuid")),
            Map.entry(URI.class, Map.of("type", "string", "format", "uri-reference", "minLength", 1)),
            Map.entry(Path.class, Map.of("type", "string")),
            Map.entry(Instant.class, dateTime()),
            Map.entry(Date.class, dateTime()),
            Map.entry(OffsetDateTime.class, dateTime()),
            Map.entry(LocalDate.class, text("date")),
            Map.entry(LocalTime.class, matching(TIME)),
            Map.entry(LocalDateTime.class, matching("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T" + TIME)),
            Map.entry(Duration.class, matching(DURATION)),
            Map.entry(byte[].class, Map.of("anyOf", List.of(base64(), buffer()))),
            Map.entry(
                    Object.class,
                    Map.of("type", List.of("object", "array", "string", "integer", "number", "boolean"))));

    private TypeSchemas() {}

    /** A schema of one's own, to be changed; null for other classes. */
    static @Nullable Map<String, @Nullable Object> of(Class<?> type) {
        Map<String, ?> known = KNOWN.get(type);
        return known == null ? null : new LinkedHashMap<>(known);
    }

    private static Map<String, Object> integer(long from, long to, @Nullable String format) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "integer");
        if (format != null) schema.put("format", format);
        schema.put("minimum", from);
        schema.put("maximum", to);
        return schema;
    }

    private static Map<String, Object> text(String format) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "string");
        schema.put("format", format);
        return schema;
    }

    /** The validator takes a time without offset as well, which is none of RFC 3339. */
    private static Map<String, Object> dateTime() {
        Map<String, Object> schema = text("date-time");
        schema.put("pattern", "([Zz]|[+-]\\d\\d:\\d\\d)$");
        return schema;
    }

    private static Map<String, Object> matching(String pattern) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "string");
        schema.put("pattern", whole(pattern));
        return schema;
    }

    /** A {@code $} of Java also stands before a last line break, that of JavaScript does not. */
    static String whole(String pattern) {
        return "^(?:" + pattern + ")(?![\\s\\S])";
    }

    private static Map<String, Object> base64() {
        Map<String, Object> schema = matching(BASE64);
        schema.put("contentEncoding", "base64");
        return schema;
    }

    /** As Node writes a Buffer. */
    private static Map<String, Object> buffer() {
        return Map.of(
                "type", "object",
                "required", List.of("type", "data"),
                "properties",
                        Map.of(
                                "type",
                                Map.of("const", "Buffer"),
                                "data",
                                Map.of(
                                        "type",
                                        "array",
                                        "items",
                                        Map.of("type", "integer", "minimum", 0, "maximum", 255))));
    }
}
