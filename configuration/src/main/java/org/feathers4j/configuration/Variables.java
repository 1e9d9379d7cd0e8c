package org.feathers4j.configuration;

import java.util.LinkedHashMap;
import java.util.Map;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * Settings from environment variables, where a file maps variables to settings: {@code "PORT"}, or {@code {"__name": "PORT", "__format": "number"}}
 * with the formats {@code number}, {@code boolean} and {@code json}. A variable that is not set, or empty, changes nothing (config, lib/config.js).
 */
record Variables(Map<String, String> environment) {
    private static final String WHOLE = "NODE_CONFIG";
    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    /** All settings in one variable: {@code NODE_CONFIG}, a JSON object. The error does not show it: it may contain secrets. */
    Config whole() {
        String text = text(WHOLE);
        if (text == null) return ConfigFactory.empty();
        try {
            return ConfigFactory.parseString(text, JSON);
        } catch (ConfigException e) {
            throw FeathersException.generalError("The environment variable %s is no JSON object", WHOLE);
        }
    }

    /** The settings for those variables that are set, in the shape of the mapping. */
    Map<String, Object> values(Map<String, ? extends @Nullable Object> mapping) {
        var values = new LinkedHashMap<String, Object>();
        mapping.forEach((setting, variable) -> {
            Object value = value(setting, variable);
            if (value != null) values.put(setting, value);
        });
        return values;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private @Nullable Object value(String setting, @Nullable Object variable) {
        return switch (variable) {
            case String name -> text(name);
            case Map<?, ?> formatted
            when formatted.get("__name") instanceof String name -> read(name, text(name), formatted.get("__format"));
            case Map<?, ?> nested -> {
                Map<String, Object> inside = values((Map<String, Object>) nested);
                yield inside.isEmpty() ? null : inside;
            }
            case null, default ->
                throw FeathersException.generalError(
                        "custom-environment-variables.json names no variable for '%s'", setting);
        };
    }

    private @Nullable String text(String name) {
        String text = environment.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    /** A value may be a secret: the error names the variable only. */
    private static @Nullable Object read(String name, @Nullable String text, @Nullable Object format) {
        if (text == null || format == null) return text;
        try {
            return switch (format.toString()) {
                case "number" -> number(text);
                case "boolean" -> bool(text);
                case "json" -> json(text);
                default ->
                    throw FeathersException.generalError(
                            "custom-environment-variables.json knows the formats number, boolean and json, not '%s'",
                            format);
            };
        } catch (IllegalArgumentException | ConfigException e) {
            throw FeathersException.generalError("The environment variable %s is not in the format %s", name, format);
        }
    }

    private static Number number(String text) {
        double number = Double.parseDouble(text);
        return number == (int) number ? (Number) (int) number : (Number) number;
    }

    private static boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) throw new IllegalArgumentException("neither true nor false");
        return text.equals("true");
    }

    private static @Nullable Object json(String text) {
        return ConfigFactory.parseString("{\"value\":" + text + "}", JSON)
                .root()
                .unwrapped()
                .get("value");
    }
}
