package org.feathers4j.cote;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A Redis server that passes hellos on, under the names of the option {@code redis} of node-discover (which hands them to ioredis). Immutable;
 * {@link Builder} says what each option is for.
 */
public final class RedisOptions {
    /** What these say counts less than the other names. */
    private static final List<String> READ_FIRST = List.of("url", "user");

    private final String host;
    private final int port;
    private final @Nullable String username;
    private final @Nullable String password;
    private final int db;
    private final boolean tls;

    private RedisOptions(Builder from) {
        host = from.host;
        port = from.port;
        username = from.username;
        password = from.password;
        db = from.db;
        tls = from.tls;
    }

    /** @throws IllegalArgumentException when an option makes no sense */
    static RedisOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    /**
     * The server in options of that name.
     *
     * @param options {@code url}, {@code host}, {@code port}, {@code username}, {@code password}, {@code db}, {@code tls}; what is named
     *     singly wins over the URL
     * @throws IllegalArgumentException when one is unknown or makes no sense
     */
    static RedisOptions read(Map<?, ?> options) {
        return of(builder -> {
            for (String name : READ_FIRST) builder.set(name, options.get(name));
            options.forEach((name, value) -> {
                if (!READ_FIRST.contains(String.valueOf(name))) builder.set(String.valueOf(name), value);
            });
        });
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

    /** Options being set, given to the function passed to {@link CoteOptions.Builder#redis(Consumer)}. For one thread. */
    public static final class Builder {
        private static final int HIGHEST_PORT = 65_535;

        private String host = "localhost";
        private int port = 6379;
        private @Nullable String username;
        private @Nullable String password;
        private int db;
        private boolean tls;

        private Builder() {}

        /**
         * The server of a URL, for instance {@code redis://:secret@redis.example:6379/0}, or {@code rediss:} for an encrypted connection; sets all
         * options that the URL names. Node takes only host and port from it (node-discover, lib/redis.js), here all of it counts.
         *
         * @throws IllegalArgumentException when it is no such URL
         */
        public Builder url(String value) {
            URI url = parsed(value);
            String[] user = (url.getUserInfo() == null ? "" : url.getUserInfo()).split(":", 2);
            String path = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
            if (url.getHost() != null) host = url.getHost();
            if (url.getPort() >= 0) port = url.getPort();
            if (!user[0].isEmpty()) username = user[0];
            if (user.length == 2) password = user[1];
            if (!path.isEmpty()) db = number("db", path);
            tls |= "rediss".equals(url.getScheme());
            return this;
        }

        private static URI parsed(String text) {
            URI url;
            try {
                url = URI.create(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("The url of the option redis is none", e);
            }
            if (!"redis".equals(url.getScheme()) && !"rediss".equals(url.getScheme()))
                throw new IllegalArgumentException("The url of the option redis must begin with redis: or rediss:");
            return url;
        }

        /** Name or address of the server; {@code localhost}. */
        public Builder host(String value) {
            host = value;
            return this;
        }

        /** TCP port of the server, from 1 to 65535; 6379. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Name of the user; Redis' default user. */
        public Builder username(String value) {
            username = value;
            return this;
        }

        /** Password of the user; none. */
        public Builder password(String value) {
            password = value;
            return this;
        }

        /** Number of the database; 0. Means nothing for messages, but a server may restrict it. */
        public Builder db(int value) {
            db = value;
            return this;
        }

        /** Whether the connection is encrypted; no. */
        public Builder tls(boolean value) {
            tls = value;
            return this;
        }

        /** An option by its name, as a JSON value or text; null changes nothing. */
        private void set(String name, @Nullable Object value) {
            if (value == null) return;
            switch (name) {
                case "url" -> url(value.toString());
                case "host" -> host(value.toString());
                case "port" -> port(number(name, value));
                case "username", "user" -> username(value.toString());
                case "password" -> password(value.toString());
                case "db" -> db(number(name, value));
                // ioredis takes an object with TLS options, an empty one at least
                case "tls" -> tls(tls || value instanceof Map<?, ?> || "true".equals(value.toString()));
                default -> throw new IllegalArgumentException("The option redis has no '%s'".formatted(name));
            }
        }

        private static int number(String name, Object value) {
            try {
                return value instanceof Number number
                        ? number.intValue()
                        : Integer.parseInt(value.toString().trim());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "The %s of the option redis must be a number, not '%s'".formatted(name, value), e);
            }
        }

        private RedisOptions build() {
            if (host.isBlank()) throw new IllegalArgumentException("The option redis has no host");
            if (port < 1 || port > HIGHEST_PORT)
                throw new IllegalArgumentException("The port %d of the option redis is none".formatted(port));
            if (db < 0) throw new IllegalArgumentException("The db %d of the option redis is none".formatted(db));
            return new RedisOptions(this);
        }
    }
}
