package org.feathers4j.configuration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.JsonCopies;
import org.feathers4j.JsonMapper;
import org.feathers4j.Plugin;
import org.feathers4j.hooks.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an application, read once when it is configured. {@code config/default.json}, overlaid by {@code config/<environment>.json}, {@code
 * config/local.json} and {@code config/local-<environment>.json}, overlaid by the JSON object in the environment variable {@code NODE_CONFIG} and by the environment variables that {@code config/custom-environment-variables.json} names. Every member of the whole also becomes
 * a setting of the application, for {@link Application#get(String)}.
 *
 * <pre>{@code
 * Configuration configuration = app.configure(Configuration.create());
 * app.configure(Server.create());
 * app.listen(configuration.port());
 * }</pre>
 *
 * <p>Objects are merged member by member; anything else, lists too, is replaced. The names are those of Feathers: {@code port}, {@code origins},
 * {@code paginate} with {@code default} and {@code max}, {@code authentication}; and any of your own.
 *
 * <p>Immutable. (The behaviour of {@code @feathersjs/configuration} and of the files of {@code config}, lib/config.js.)
 */
public final class Configuration {
    /** Feathers' port where none is configured. */
    public static final int DEFAULT_PORT = 3030;

    private final Map<String, @Nullable Object> settings;

    private Configuration(Map<String, @Nullable Object> settings) {
        this.settings = settings;
    }

    /** Settings from the places that the environment of this process names. */
    public static Plugin<Configuration> create() {
        return create(UnaryOperator.identity());
    }

    /**
     * Settings from files and variables. Configuring throws FeathersException: GeneralError when a file can not be read or is no JSON object, or a variable does not
     * have its format, BadRequest {@code validation failed} when the schema refuses the whole; its data say what is wrong where.
     *
     * @param options what to change: {@code o -> o.withSchema(schema)}
     */
    public static Plugin<Configuration> create(UnaryOperator<ConfigurationOptions> options) {
        return app -> {
            ConfigurationOptions chosen = options.apply(ConfigurationOptions.defaults());
            var configuration = new Configuration(validated(Files.read(chosen), chosen.schema()));
            configuration.settings.forEach((name, value) -> {
                if (value != null) app.set(name, value);
            });
            return configuration;
        };
    }

    private static Map<String, @Nullable Object> validated(
            Map<String, @Nullable Object> settings, @Nullable Schema schema) {
        if (schema == null) return settings;
        return JsonCopies.unmodifiable(schema.validate(settings) instanceof Map<?, ?> valid ? valid : settings);
    }

    /** All settings, unmodifiable. */
    public Map<String, @Nullable Object> settings() {
        return settings;
    }

    /**
     * A setting at any depth: {@code get("paginate", "max")}.
     *
     * @return a plain JSON value, unmodifiable; null when there is none
     */
    public @Nullable Object get(String... path) {
        Object value = settings;
        for (String name : path) value = value instanceof Map<?, ?> members ? members.get(name) : null;
        return value;
    }

    /**
     * All settings as a record of yours, whose components are named like the settings. A component that is not {@code @Nullable} is required; the text of an environment
     * variable is a number only where a schema, or its format, makes it one.
     *
     * @throws FeathersException BadRequest when they do not have its shape; the message names the place
     */
    public <T> T as(Class<T> type) {
        return Objects.requireNonNull(JsonMapper.shared().<T>toTyped(settings, type));
    }

    /** {@code port}, as a number or as text; 3030 when there is none. */
    public int port() {
        Object port = get("port");
        return switch (port) {
            case null -> DEFAULT_PORT;
            case Number number -> number.intValue();
            default -> Integer.parseInt(port.toString());
        };
    }

    /** {@code host}, the name under which clients find the application; {@code localhost} when there is none. The server does not read it. */
    public String host() {
        return get("host") instanceof String host ? host : "localhost";
    }

    /** {@code origins}, the pages whose scripts may call the application; empty when there are none. */
    public List<String> origins() {
        return get("origins") instanceof List<?> origins
                ? origins.stream().map(String::valueOf).toList()
                : List.of();
    }
}
