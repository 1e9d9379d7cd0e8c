package org.feathers4j.cote;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A Redis server that passes hellos on, under the names of the option {@code redis} of node-discover (which hands them to ioredis).
 *
 * @param host name or address of the server
 * @param port 6379 unless set
 * @param username null for the default user
 * @param password null for none
 * @param db number of the database; means nothing for messages, but a server may restrict it
 * @param tls whether the connection is encrypted
 */
public record RedisOptions(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        int db,
        boolean tls) {
    /** The address of hellos that come through a server, which does not tell where they come from. */
    static final String NOWHERE = "0.0.0.0";

    private static final int USUAL_PORT = 6379;
    private static final Set<String> NAMES = Set.of("url", "host", "port", "username", "user", "password", "db", "tls");

    public RedisOptions {
        if (host.isBlank()) throw new IllegalArgumentException("The option redis has no host");
        if (port < 1 || port > 65_535)
            throw new IllegalArgumentException("The port %d of the option redis is none".formatted(port));
        if (db < 0) throw new IllegalArgumentException("The db %d of the option redis is none".formatted(db));
    }

    /** A server on its usual port, without password. */
    public static RedisOptions at(String host, int port) {
        return new RedisOptions(host, port, null, null, 0, false);
    }

    /**
     * The server of a URL, for instance {@code redis://:secret@redis.example:6379/0}, or {@code rediss:} for an encrypted connection. Node takes only
     * host and port from it (node-discover, lib/redis.js), here all of it counts.
     *
     * @throws IllegalArgumentException when it is no such URL
     */
    public static RedisOptions at(String url) {
        return read(Map.of("url", url));
    }

    /**
     * The server in options of that name.
     *
     * @param options {@code url}, {@code host}, {@code port}, {@code username}, {@code password}, {@code db}, {@code tls}; what is named
     *     singly wins over the URL
     * @throws IllegalArgumentException when one is unknown or makes no sense
     */
    static RedisOptions read(Map<?, ?> options) {
        for (Object name : options.keySet())
            if (!NAMES.contains(String.valueOf(name)))
                throw new IllegalArgumentException("The option redis has no '%s'".formatted(name));
        URI url = url(options.get("url"));
        String[] user = (url.getUserInfo() == null ? "" : url.getUserInfo()).split(":", 2);
        String path = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
        String host = text(options, "host", url.getHost() == null ? "localhost" : url.getHost());
        return new RedisOptions(
                host == null ? "localhost" : host,
                number(options, "port", url.getPort() < 0 ? USUAL_PORT : url.getPort()),
                text(options, "username", text(options, "user", user[0].isEmpty() ? null : user[0])),
                text(options, "password", user.length < 2 ? null : user[1]),
                number(options, "db", path.isEmpty() ? 0 : parsed("db", path)),
                "rediss".equals(url.getScheme()) || isOn(options.get("tls")));
    }

    private static URI url(@Nullable Object text) {
        URI url;
        try {
            url = URI.create(text == null ? "redis:///" : text.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The url of the option redis is none", e);
        }
        if (!"redis".equals(url.getScheme()) && !"rediss".equals(url.getScheme()))
            throw new IllegalArgumentException("The url of the option redis must begin with redis: or rediss:");
        return url;
    }

    /** ioredis takes an object with TLS options, an empty one at least. */
    private static boolean isOn(@Nullable Object tls) {
        return tls instanceof Map<?, ?> || Boolean.TRUE.equals(tls) || "true".equals(tls);
    }

    private static @Nullable String text(Map<?, ?> options, String name, @Nullable String otherwise) {
        Object value = options.get(name);
        return value == null ? otherwise : value.toString();
    }

    private static int number(Map<?, ?> options, String name, int otherwise) {
        Object value = options.get(name);
        return value == null ? otherwise : parsed(name, value);
    }

    private static int parsed(String name, Object value) {
        try {
            return value instanceof Number number
                    ? number.intValue()
                    : Integer.parseInt(value.toString().trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The %s of the option redis must be a number, not '%s'".formatted(name, value), e);
        }
    }

    /** As the client wants it. Contains the password: not for logs. */
    String connectionString() {
        String user = username == null && password == null
                ? ""
                : encoded(username == null ? "" : username) + ":" + encoded(password == null ? "" : password) + "@";
        return (tls ? "rediss://" : "redis://") + user + host + ":" + port + "/" + db;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** For logs: without the password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + db;
    }
}
