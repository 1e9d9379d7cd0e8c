package org.feathers4j.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.feathers4j.FeathersException;
import org.feathers4j.JsNumbers;
import org.feathers4j.JsText;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Between JSON values and those of one database. JSON to SQL is an exact conversion or a BadRequest; SQL to JSON keeps every digit.
 *
 * @param isSqlite SQLite has no types for times, JSON and UUIDs: they are texts there
 */
record Values(boolean isSqlite) {
    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
            .appendLiteral('Z')
            .toFormatter();

    /** Of one length, so that the order of texts is that of the moments; what {@code Date.prototype.toISOString} writes. */
    private static final DateTimeFormatter SQLITE_INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    static Values of(SQLDialect dialect) {
        return new Values(dialect.family() == SQLDialect.SQLITE);
    }

    // -- JSON to SQL

    /**
     * The value as a parameter of a statement.
     *
     * @param lenient whether texts that say a number or a truth value count as such, as in the query of a URL
     * @throws FeathersException BadRequest, naming the column, when the column cannot hold such a value
     */
    Field<?> bound(Column column, @Nullable Object json, boolean lenient) {
        Object value = json == null ? null : sql(column, json, lenient);
        return switch (column.type()) {
            case OTHER -> isSqlite ? DSL.val(value) : cast(column, value);
            case ARRAY -> cast(column, value);
            case JSON -> isSqlite ? DSL.val(value, SQLDataType.VARCHAR) : cast(column, value);
            case DECIMAL -> isSqlite ? DSL.val(value) : DSL.val(value, SQLDataType.NUMERIC);
            default -> DSL.val(value, dataType(column));
        };
    }

    /** A type that only the database knows. Its name comes from the database, too. */
    private static Field<?> cast(Column column, @Nullable Object value) {
        if (column.type() == ColumnType.ARRAY)
            return DSL.field(
                    "cast({0} as " + DSL.name(column.typeName().replaceFirst("^_", "")) + "[])", DSL.val(value));
        return DSL.field("cast({0} as {1})", DSL.val(value, SQLDataType.VARCHAR), DSL.name(column.typeName()));
    }

    private DataType<?> dataType(Column column) {
        return switch (column.type()) {
            case INTEGER -> SQLDataType.BIGINT;
            case REAL -> SQLDataType.DOUBLE;
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case INSTANT -> isSqlite ? SQLDataType.VARCHAR : SQLDataType.TIMESTAMPWITHTIMEZONE;
            case LOCAL_DATE_TIME -> isSqlite ? SQLDataType.VARCHAR : SQLDataType.LOCALDATETIME;
            case DATE -> isSqlite ? SQLDataType.VARCHAR : SQLDataType.LOCALDATE;
            case TIME -> isSqlite ? SQLDataType.VARCHAR : SQLDataType.LOCALTIME;
            case UUID -> isSqlite ? SQLDataType.VARCHAR : SQLDataType.UUID;
            case BYTES -> SQLDataType.VARBINARY;
            default -> SQLDataType.VARCHAR;
        };
    }

    private Object sql(Column column, Object json, boolean lenient) {
        try {
            return switch (column.type()) {
                case TEXT, OTHER -> fitting(column, text(column, json, lenient), lenient);
                case INTEGER -> fitting(column, integer(column, json, lenient), lenient);
                case DECIMAL -> fitting(column, decimal(column, json), lenient);
                case REAL -> fitting(column, real(column, json, lenient));
                case BOOLEAN -> truth(column, json, lenient);
                case INSTANT -> instant(column, json);
                case LOCAL_DATE_TIME -> time(dateTime(text(column, json, false)));
                case DATE -> time(inRange(LocalDate.parse(text(column, json, false))));
                case TIME -> time(LocalTime.parse(text(column, json, false)));
                case UUID -> uuid(column, json);
                case JSON -> Json.text(json);
                case BYTES ->
                    json instanceof byte[] bytes ? bytes : Base64.getDecoder().decode(text(column, json, false));
                case ARRAY -> array(column, json, lenient);
            };
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw unfit(column);
        }
    }

    private static FeathersException unfit(Column column) {
        return unfit(column, wanted(column));
    }

    private static FeathersException unfit(Column column, String wanted) {
        return FeathersException.badRequest("'%s' takes %s", column.name(), wanted)
                .withErrors(Map.of(column.name(), "takes " + wanted));
    }

    private static String wanted(Column column) {
        return switch (column.type()) {
            case TEXT, OTHER -> "a text";
            case INTEGER -> "an integer of at most %d bits".formatted(bits(column));
            case DECIMAL, REAL -> "a number";
            case BOOLEAN -> "true or false";
            case INSTANT -> "a date and time such as 2026-01-31T12:00:00Z";
            case LOCAL_DATE_TIME -> "a date and time such as 2026-01-31T12:00:00";
            case DATE -> "a date such as 2026-01-31";
            case TIME -> "a time such as 12:00:00";
            case UUID -> "a UUID";
            case BYTES -> "bytes as base64";
            case ARRAY -> "a list";
            case JSON -> "a JSON value";
        };
    }

    /** Half a surrogate pair has no bytes: drivers would store a question mark. */
    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private String fitting(Column column, String text, boolean compared) {
        boolean isLimited = !isSqlite && !compared && column.type() == ColumnType.TEXT && column.size() > 0;
        if (isLimited && text.codePointCount(0, text.length()) > column.size())
            throw unfit(column, "a text of at most %d characters".formatted(column.size()));
        return text;
    }

    /** What is only compared may be larger than what the column holds. */
    private long fitting(Column column, long integer, boolean compared) {
        int unused = 64 - bits(column);
        if (!isSqlite && !compared && integer << unused >> unused != integer) throw unfit(column);
        return integer;
    }

    /** The names are those of PostgreSQL and of standard SQL; to SQLite all integers have 64 bits. */
    private static int bits(Column column) {
        return switch (column.typeName().toLowerCase(Locale.ROOT)) {
            case "int2", "smallint", "smallserial" -> 16;
            case "int4", "int", "integer", "serial" -> column.size() == 0 ? 64 : 32;
            default -> 64;
        };
    }

    /** Databases round what has too many digits, and SQLite keeps decimals as integers and doubles. */
    private Number fitting(Column column, BigDecimal decimal, boolean compared) {
        if (isSqlite) return sqliteNumber(column, decimal, compared);
        if (compared || column.size() <= 0) return decimal;
        BigDecimal shortest = decimal.stripTrailingZeros();
        if (shortest.scale() > column.scale()
                || shortest.precision() - shortest.scale() > column.size() - column.scale())
            throw unfit(
                    column,
                    "a number of at most %d digits, %d of them after the decimal point"
                            .formatted(column.size(), column.scale()));
        return decimal;
    }

    private static Number sqliteNumber(Column column, BigDecimal decimal, boolean compared) {
        BigDecimal shortest = decimal.stripTrailingZeros();
        if (shortest.scale() <= 0 && shortest.toBigInteger().bitLength() < Long.SIZE) return shortest.longValueExact();
        double nearest = decimal.doubleValue();
        if (Double.isInfinite(nearest)
                || (!compared && BigDecimal.valueOf(nearest).compareTo(decimal) != 0))
            throw unfit(column, "a number of at most 15 digits, which is what SQLite keeps");
        return nearest;
    }

    private static double fitting(Column column, double real) {
        boolean isSmall = column.typeName().equalsIgnoreCase("float4");
        if (!Double.isFinite(isSmall ? (float) real : real)) throw unfit(column, "a number within its range");
        return real;
    }

    /** Four digits of a year keep the order of texts in SQLite; PostgreSQL's moments end with the year 294276. */
    private LocalDate inRange(LocalDate date) {
        int last = isSqlite ? 9999 : 294_275;
        int first = isSqlite ? 0 : -4711;
        if (date.getYear() < first || date.getYear() > last) throw new DateTimeException("out of range");
        return date;
    }

    private static String text(Column column, Object json, boolean lenient) {
        return switch (json) {
            case String text when isStorable(text) -> text;
            case Number number when lenient -> JsText.of(number);
            case Boolean truth when lenient -> truth.toString();
            default -> throw unfit(column);
        };
    }

    private static long integer(Column column, Object json, boolean lenient) {
        return switch (json) {
            case Number number when JsNumbers.isIntegral(number) -> number.longValue();
            case Number number -> exact(number).longValueExact();
            case String text when lenient -> new BigDecimal(checked(text)).longValueExact();
            default -> throw unfit(column);
        };
    }

    /** Texts are taken for decimals, too: many clients send them so, since JavaScript has none. */
    private static BigDecimal decimal(Column column, Object json) {
        return switch (json) {
            case Number number -> exact(number);
            case String text -> new BigDecimal(checked(text));
            default -> throw unfit(column);
        };
    }

    /** A decimal with an exponent of billions has as many digits once it is written out. */
    private static String checked(String text) {
        if (text.length() > 1000 || new BigDecimal(text).scale() < -1000 || new BigDecimal(text).scale() > 1000)
            throw new NumberFormatException("too long");
        return text;
    }

    private static BigDecimal exact(Number number) {
        return switch (number) {
            case BigDecimal decimal -> new BigDecimal(checked(decimal.toString()));
            case BigInteger integer -> new BigDecimal(integer);
            case Float value -> new BigDecimal(Float.toString(value));
            case Double value -> BigDecimal.valueOf(value);
            default -> BigDecimal.valueOf(number.longValue());
        };
    }

    private static double real(Column column, Object json, boolean lenient) {
        return switch (json) {
            case Number number -> number.doubleValue();
            case String text when lenient -> new BigDecimal(checked(text)).doubleValue();
            default -> throw unfit(column);
        };
    }

    private static boolean truth(Column column, Object json, boolean lenient) {
        if (json instanceof Boolean truth) return truth;
        return switch (lenient ? JsText.of(json) : "") {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw unfit(column);
        };
    }

    /**
     * A number counts the milliseconds since 1970, as JavaScript's dates do. What is finer than the database's moments is cut off: Java's clock tells nanoseconds, SQLite keeps
     * milliseconds here, and PostgreSQL microseconds.
     */
    private Object instant(Column column, Object json) {
        Instant instant = json instanceof Number number
                ? Instant.ofEpochMilli(exact(number).longValueExact())
                : moment(text(column, json, false));
        OffsetDateTime moment = instant.atOffset(ZoneOffset.UTC);
        inRange(moment.toLocalDate());
        return isSqlite ? SQLITE_INSTANT.format(instant) : moment.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant moment(String text) {
        if (text.length() == 10) return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        return OffsetDateTime.parse(text).toInstant();
    }

    private static LocalDateTime dateTime(String text) {
        boolean hasZone = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        if (hasZone) return LocalDateTime.ofInstant(OffsetDateTime.parse(text).toInstant(), ZoneOffset.UTC);
        return text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
    }

    private Object time(LocalDate date) {
        return isSqlite ? date.toString() : date;
    }

    private Object time(LocalDateTime time) {
        inRange(time.toLocalDate());
        return isSqlite ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) : time.truncatedTo(ChronoUnit.MICROS);
    }

    /** PostgreSQL's driver would round the last nanosecond of a day up to 24:00. */
    private Object time(LocalTime time) {
        return isSqlite ? DateTimeFormatter.ISO_LOCAL_TIME.format(time) : time.truncatedTo(ChronoUnit.MICROS);
    }

    private Object uuid(Column column, Object json) {
        String text = text(column, json, false);
        if (text.length() != 36) throw unfit(column); // Java takes 1-1-1-1-1, too
        UUID uuid = UUID.fromString(text);
        return isSqlite ? uuid.toString() : uuid;
    }

    private static Object array(Column column, Object json, boolean lenient) {
        if (!(json instanceof List<?> items)) throw unfit(column);
        var texts = new String[items.size()];
        int place = 0;
        for (Object item : items) texts[place++] = item == null ? null : element(column, item, lenient);
        return texts;
    }

    private static String element(Column column, Object item, boolean lenient) {
        if (item instanceof Number || item instanceof Boolean) return JsText.of(item);
        return text(column, item, lenient);
    }

    // -- SQL to JSON

    /** The value of a column of the current row as JSON. */
    @Nullable
    Object json(ResultSet row, int place, ColumnType type) throws SQLException {
        if (isSqlite) return ofSqlite(row.getObject(place), type);
        return switch (type) {
            case TEXT, UUID, OTHER -> row.getString(place);
            case INTEGER -> {
                long value = row.getLong(place);
                yield row.wasNull() ? null : JsNumbers.whole(value);
            }
            case DECIMAL -> row.getBigDecimal(place);
            case REAL -> real(row.getObject(place));
            case BOOLEAN -> {
                boolean value = row.getBoolean(place);
                yield row.wasNull() ? null : value;
            }
            case INSTANT -> {
                OffsetDateTime value = row.getObject(place, OffsetDateTime.class);
                yield value == null ? null : INSTANT.format(value.withOffsetSameInstant(ZoneOffset.UTC));
            }
            case LOCAL_DATE_TIME -> {
                LocalDateTime value = row.getObject(place, LocalDateTime.class);
                yield value == null ? null : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(value);
            }
            case DATE -> text(row.getObject(place, LocalDate.class));
            case TIME -> {
                LocalTime value = row.getObject(place, LocalTime.class);
                yield value == null ? null : DateTimeFormatter.ISO_LOCAL_TIME.format(value);
            }
            case JSON -> {
                String value = row.getString(place);
                yield value == null ? null : Json.parse(value);
            }
            case BYTES -> {
                byte[] value = row.getBytes(place);
                yield value == null ? null : Base64.getEncoder().encodeToString(value);
            }
            case ARRAY -> {
                var value = row.getArray(place);
                yield value == null ? null : list(value.getArray());
            }
        };
    }

    /** Of a float the digits that it was written with, not those of the double next to it. */
    private static @Nullable Number real(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Float number -> JsNumbers.of(Double.parseDouble(number.toString()));
            default -> JsNumbers.of(((Number) value).doubleValue());
        };
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** A column of SQLite may hold values of any type, whatever it was declared with: what does not fit is handed out as it is. */
    private @Nullable Object ofSqlite(@Nullable Object value, ColumnType type) {
        return switch (value) {
            case null -> null;
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Number number when type == ColumnType.BOOLEAN && isTruth(number) -> number.intValue() == 1;
            case Number number
            when type == ColumnType.INSTANT && JsNumbers.isIntegral(number) ->
                SQLITE_INSTANT.format(Instant.ofEpochMilli(number.longValue()));
            case Double number -> JsNumbers.of(number);
            case Number number when JsNumbers.isIntegral(number) -> JsNumbers.whole(number.longValue());
            case String text when type == ColumnType.JSON -> parsed(text);
            case String text when type == ColumnType.INSTANT -> normal(text);
            default -> value;
        };
    }

    private static boolean isTruth(Number number) {
        return number.doubleValue() == 0 || number.doubleValue() == 1;
    }

    private static @Nullable Object parsed(String text) {
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            return text;
        }
    }

    /** SQLite's CURRENT_TIMESTAMP writes {@code 2026-01-31 12:00:00}, in UTC. */
    private static String normal(String text) {
        if (text.length() != 19 || text.charAt(10) != ' ') return text;
        return text.replace(' ', 'T') + ".000Z";
    }

    private static List<@Nullable Object> list(Object array) {
        var list = new ArrayList<@Nullable Object>();
        for (Object item : (Object[]) array) {
            list.add(
                    switch (item) {
                        case null -> null;
                        case Object[] nested -> list(nested);
                        case Double number -> JsNumbers.of(number);
                        case Float number -> real(number);
                        case Number number when JsNumbers.isIntegral(number) -> JsNumbers.whole(number.longValue());
                        case BigDecimal decimal -> decimal;
                        case Boolean truth -> truth;
                        default -> item.toString();
                    });
        }
        return list;
    }
}
