package org.feathers4j.sql;

import java.sql.Types;
import java.util.Locale;

/** What a column holds, whatever its database calls it. */
enum ColumnType {
    TEXT,
    /** Integers of up to 64 bits. */
    INTEGER,
    DECIMAL,
    REAL,
    BOOLEAN,
    /** A moment, the same everywhere on earth. */
    INSTANT,
    /** A date and time that say nothing of a time zone. */
    LOCAL_DATE_TIME,
    DATE,
    TIME,
    UUID,
    JSON,
    BYTES,
    /** A list of values of one type, which only PostgreSQL has. */
    ARRAY,
    /** Anything else, as text: enums, addresses, intervals. */
    OTHER;

    /** Whether {@code $like} makes sense. */
    boolean isText() {
        return this == TEXT || this == OTHER;
    }

    /** Whether its values are smaller or greater than one another. */
    boolean isOrdered() {
        return this != JSON && this != ARRAY && this != BYTES;
    }

    /**
     * What a column of other databases than SQLite holds.
     *
     * @param jdbc one of {@link Types}
     * @param name the database's own name of the type
     */
    static ColumnType of(int jdbc, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "json", "jsonb" -> JSON;
            case "uuid" -> UUID;
            case "timestamptz", "timestamp with time zone" -> INSTANT;
            case "bool", "boolean" -> BOOLEAN;
            default ->
                switch (jdbc) {
                    case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.CLOB ->
                        isBuiltInText(lower) ? TEXT : OTHER;
                    case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
                    case Types.DECIMAL, Types.NUMERIC -> DECIMAL;
                    case Types.REAL, Types.FLOAT, Types.DOUBLE -> REAL;
                    case Types.BOOLEAN, Types.BIT -> BOOLEAN;
                    case Types.TIMESTAMP -> LOCAL_DATE_TIME;
                    case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
                    case Types.DATE -> DATE;
                    case Types.TIME -> TIME;
                    case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
                    case Types.ARRAY -> ARRAY;
                    default -> OTHER;
                };
        };
    }

    /** PostgreSQL's driver reports enums as VARCHAR, under their own names. */
    private static boolean isBuiltInText(String name) {
        return name.contains("char") || name.contains("text") || name.contains("clob") || name.equals("name");
    }

    /** What a column of SQLite holds, by the type that it was declared with; SQLite itself knows only five (datatype3.html, 3.1). */
    static ColumnType ofSqlite(String declared) {
        String name = declared.toUpperCase(Locale.ROOT);
        if (name.contains("BOOL")) return BOOLEAN;
        if (name.contains("JSON")) return JSON;
        if (name.contains("DATETIME") || name.contains("TIMESTAMP")) return INSTANT;
        if (name.contains("DATE")) return DATE;
        if (name.contains("TIME")) return TIME;
        if (name.contains("INT")) return INTEGER;
        if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT") || name.contains("UUID"))
            return TEXT;
        if (name.contains("BLOB") || name.contains("BINARY")) return BYTES;
        if (name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB")) return REAL;
        return name.contains("DEC") || name.contains("NUM") ? DECIMAL : OTHER;
    }
}
