package org.feathers4j.sql;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Where a database is, and who asks. Takes the addresses of JDBC, and those that Node's drivers and hosting platforms use.
 *
 * @param jdbc for the driver, without name and password when they were in front of the host
 */
record DatabaseUrl(
        String jdbc, @Nullable String user, @Nullable String password) {
    /**
     * Reads an address: {@code sqlite:todos.db}, {@code sqlite::memory:}, {@code postgres://user:password@host:5432/name} or {@code jdbc:...}.
     *
     * @throws IllegalArgumentException when it is none of these; the message does not repeat the address, which may have a password in it
     */
    static DatabaseUrl of(String url) {
        if (url.startsWith("jdbc:")) return new DatabaseUrl(url, null, null);
        if (url.startsWith("sqlite:"))
            return new DatabaseUrl("jdbc:" + url.replaceFirst("^sqlite://", "sqlite:"), null, null);
        if (url.startsWith("postgres://") || url.startsWith("postgresql://")) return ofPostgres(url);
        throw new IllegalArgumentException(
                "The address of a database begins with sqlite:, postgres:// or jdbc:, not with '%s'"
                        .formatted(url.substring(0, Math.max(0, url.indexOf(':')))));
    }

    private static DatabaseUrl ofPostgres(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The address of the PostgreSQL database is malformed: postgres://user:password@host:5432/name, special characters percent-encoded");
        }
        if (uri.getHost() == null)
            throw new IllegalArgumentException(
                    "The address of the PostgreSQL database has no host: postgres://user:password@host:5432/name");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new DatabaseUrl(jdbc, part(login, 0), part(login, 1));
    }

    private static @Nullable String part(String[] login, int place) {
        return place < login.length
                ? URLDecoder.decode(login[place].replace("+", "%2B"), StandardCharsets.UTF_8)
                : null;
    }

    boolean isSqlite() {
        return jdbc.startsWith("jdbc:sqlite:");
    }

    /** A database of SQLite that is gone with its last connection. */
    boolean isInMemory() {
        return isSqlite() && (jdbc.contains(":memory:") || jdbc.contains("mode=memory") || jdbc.equals("jdbc:sqlite:"));
    }

    /** For the log: without what may be secret. */
    String shown() {
        int question = jdbc.indexOf('?');
        return question < 0 ? jdbc : jdbc.substring(0, question);
    }
}
