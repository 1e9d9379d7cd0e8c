package org.feathers4j.cote;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

import org.feathers4j.cote.CoteOptions.Builder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Map.entry;

/**
 * Reads options by the names that Node users know them by, and the environment variables that a Feathers app on Node would honour.
 *
 * <p>The plugin on Node always passes its own intervals on, so that {@code COTE_HELLO_INTERVAL} and the like mean nothing there; nor do they
 * here. {@code BASE_PORT}, {@code HIGHEST_PORT} and {@code COTE_BROADCAST_ADDRESS} do what they were meant to do.
 */
final class CoteSettings {
    private static final Logger log = LoggerFactory.getLogger(CoteSettings.class);

    /** Options of node-discover that have nothing to set here: who becomes master, who hears itself; and what only a monitor has. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("mastersRequired", "ignoreInstance", "monitor", "disableScreen", "interval");

    private static final String DISCOVERY = "COTE_DISCOVERY_";

    /** Whom the options are for: the plugin passes its own intervals on, so that some variables mean nothing there. */
    private enum Reader {
        FEATHERS,
        LIBRARY
    }

    /** Sets one option. */
    @FunctionalInterface
    private interface Setter {
        /** @throws IllegalArgumentException when the value is not of the option's type */
        void set(Builder builder, String name, Object value);
    }

    private static final Map<String, Setter> OPTIONS = Map.ofEntries(
            entry("address", text(Builder::address)),
            entry("port", whole(Builder::port)),
            entry("broadcast", text(Builder::broadcast)),
            entry("multicast", text(Builder::multicast)),
            entry("multicastTTL", whole(Builder::multicastTTL)),
            entry("unicast", (builder, name, value) -> builder.unicast(addresses(value))),
            entry("key", text(Builder::key)),
            entry("environment", text(Builder::environment)),
            entry("hostName", text(Builder::hostName)),
            entry("useHostNames", flag(Builder::useHostNames)),
            entry("ignoreProcess", flag(Builder::ignoreProcess)),
            entry("maxFrameBytes", whole(Builder::maxFrameBytes)),
            entry("maxQueuedBytes", whole(Builder::maxQueuedBytes)),
            entry("maxConnections", whole(Builder::maxConnections)),
            entry("maxNodes", whole(Builder::maxNodes)),
            entry("networkInterface", text(Builder::networkInterface)),
            entry("advertisedAddress", text(Builder::advertisedAddress)),
            entry("weight", (builder, name, value) -> builder.weight(decimal(name, value))),
            entry("server", flag(Builder::announce)),
            entry("client", flag(Builder::listen)),
            entry("reuseAddr", flag(Builder::reuseAddr)),
            entry("statusInterval", (builder, name, value) -> builder.statusInterval(duration(name, value))),
            entry("log", flag(Builder::log)),
            entry("helloLogsEnabled", flag(Builder::helloLogsEnabled)),
            entry("statusLogsEnabled", flag(Builder::statusLogsEnabled)),
            entry("logUnknownEvents", flag(Builder::logUnknownEvents)));

    /** Options that are read together with variables, before the others. */
    private static final Set<String> READ_BEFORE = Set.of(
            "helloInterval", "checkInterval", "nodeTimeout", "masterTimeout", "basePort", "highestPort", "redis");

    private static final Map<String, BiConsumer<Builder, String>> VARIABLES = Map.ofEntries(
            entry("COTE_ENV", Builder::environment),
            // as in Node: any text switches it on, even "false"
            entry("COTE_USE_HOST_NAMES", (builder, text) -> builder.useHostNames(true)),
            entry("COTE_MULTICAST_ADDRESS", Builder::multicast),
            entry("COTE_BROADCAST_ADDRESS", Builder::broadcast),
            entry("COTE_IGNORE_PROCESS", (builder, text) -> builder.ignoreProcess(isTrue(text))),
            entry("COTE_NETWORK_INTERFACE", Builder::networkInterface),
            entry("COTE_ADVERTISED_ADDRESS", Builder::advertisedAddress),
            entry("COTE_HELLO_LOGS_ENABLED", (builder, text) -> builder.helloLogsEnabled(isTrue(text))),
            entry("COTE_STATUS_LOGS_ENABLED", (builder, text) -> builder.statusLogsEnabled(isTrue(text))),
            entry("COTE_LOG_UNKNOWN_EVENTS", (builder, text) -> builder.logUnknownEvents(isTrue(text))),
            entry("DISCOVERY_HOSTNAME", Builder::hostName));

    private final Reader reader;
    private final Map<String, @Nullable Object> options;
    private final Builder result;

    private CoteSettings(Reader reader, Map<String, @Nullable Object> options) {
        this.reader = reader;
        this.options = options;
        this.result = reader == Reader.LIBRARY ? Builder.ofCoteDefaults() : new Builder();
    }

    /**
     * The options of a link; given ones win over variables, which win over defaults.
     *
     * @throws IllegalArgumentException when one is unknown or not of its type
     */
    static Builder read(Map<String, @Nullable Object> options, Map<String, String> environment) {
        return read(Reader.FEATHERS, options, environment);
    }

    /**
     * The options of a cote without Feathers, where all variables of cote count.
     *
     * @throws IllegalArgumentException when one is unknown or not of its type
     */
    static Builder readLibrary(Map<String, @Nullable Object> options, Map<String, String> environment) {
        return read(Reader.LIBRARY, options, environment);
    }

    /** How long requests wait whose component does not say so; zero for ever. */
    static Duration requestTimeout(Map<String, String> environment) {
        String text = environment.getOrDefault("COTE_REQUEST_TIMEOUT", "");
        return text.isEmpty() ? Duration.ZERO : Duration.ofMillis(number("COTE_REQUEST_TIMEOUT", text));
    }

    private static Builder read(Reader reader, Map<String, @Nullable Object> options, Map<String, String> environment) {
        var settings = new CoteSettings(reader, options);
        settings.readVariables(environment);
        settings.readTimes(reader == Reader.LIBRARY ? environment : Map.of());
        settings.readPorts(environment);
        settings.readRedis(environment);
        settings.options.forEach(settings::readOption);
        return settings.result;
    }

    private void readVariables(Map<String, String> variables) {
        variables.forEach((name, text) -> {
            BiConsumer<Builder, String> setter = VARIABLES.get(name);
            if (setter != null && !text.isEmpty()) setter.accept(result, text);
        });
        String log = variables.getOrDefault("COTE_LOG", "");
        // the plugin takes any text for yes
        if (!log.isEmpty()) result.log(reader == Reader.FEATHERS || isTrue(log));
        readDockerCloud(variables);
    }

    private static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true");
    }

    /** Where Docker Cloud ran containers, everybody is at this address (cote, options-builder.js). */
    private void readDockerCloud(Map<String, String> variables) {
        boolean given = !variables.getOrDefault("COTE_BROADCAST_ADDRESS", "").isEmpty();
        if (!given && !variables.getOrDefault("DOCKERCLOUD_IP_ADDRESS", "").isEmpty()) result.broadcast("10.7.255.255");
    }

    /** {@code COTE_DISCOVERY_REDIS_<NAME>}: the name is an option of Redis in lower case. */
    private void readRedis(Map<String, String> variables) {
        var redis = new TreeMap<Object, @Nullable Object>();
        variables.forEach((name, text) -> {
            if (!name.startsWith(DISCOVERY) || text.isEmpty()) return;
            String[] words =
                    name.substring(DISCOVERY.length()).toLowerCase(Locale.ROOT).split("_", 2);
            if (words[0].equals("redis") && words.length == 2) redis.put(words[1], text);
            else log.warn("{} is ignored: discovery over '{}' is not available", name, words[0]);
        });
        if (options.get("redis") instanceof Map<?, ?> given) given.forEach(redis::put);
        else if (options.get("redis") != null) throw wrong("redis", options.get("redis"), "an object");
        if (!redis.isEmpty()) result.redis(RedisOptions.read(redis));
    }

    private void readTimes(Map<String, String> variables) {
        Duration usual = result.masterTimeout();
        readTime("helloInterval", variables.get("COTE_HELLO_INTERVAL"), result::helloInterval);
        readTime("checkInterval", variables.get("COTE_CHECK_INTERVAL"), result::checkInterval);
        readTime("nodeTimeout", variables.get("COTE_NODE_TIMEOUT"), result::nodeTimeout);
        // the plugin refuses one that is too short; cote has a variable for nodeTimeout, but none to raise it with
        if (reader == Reader.FEATHERS) result.masterTimeout(usual);
        readTime("masterTimeout", null, result::masterTimeout);
    }

    private void readTime(String name, @Nullable String variable, Consumer<Duration> setter) {
        Object option = options.get(name);
        if (option != null) setter.accept(duration(name, option));
        else if (variable != null && !variable.isEmpty()) setter.accept(Duration.ofMillis(number(name, variable)));
    }

    private void readPorts(Map<String, String> variables) {
        int usual = result.highestPort();
        int base = port("basePort", variables.get("BASE_PORT"), result.basePort());
        // nobody should have to set both just because the base is high
        int highest = base > usual ? Math.min(65_535, base + usual - result.basePort() + 1) : usual;
        result.ports(base, port("highestPort", variables.get("HIGHEST_PORT"), highest));
    }

    private int port(String name, @Nullable String variable, int otherwise) {
        Object option = options.get(name);
        if (option != null) return number(name, option);
        return variable == null || variable.isEmpty() ? otherwise : number(name, variable);
    }

    private void readOption(String name, @Nullable Object value) {
        if (value == null || WITHOUT_EFFECT.contains(name) || READ_BEFORE.contains(name)) return;
        Setter setter = OPTIONS.get(name);
        if (setter == null) throw new IllegalArgumentException("There is no cote option '%s'".formatted(name));
        setter.set(result, name, value);
    }

    private static Setter text(BiConsumer<Builder, String> option) {
        return (builder, name, value) -> option.accept(builder, value.toString());
    }

    private static Setter whole(ObjIntConsumer<Builder> option) {
        return (builder, name, value) -> option.accept(builder, number(name, value));
    }

    private static Setter flag(BiConsumer<Builder, Boolean> option) {
        return (builder, name, value) -> option.accept(builder, truth(name, value));
    }

    private static Duration duration(String name, Object value) {
        return switch (value) {
            case Duration duration -> duration;
            case Number millis -> Duration.ofMillis(millis.longValue());
            default -> throw wrong(name, value, "milliseconds");
        };
    }

    private static int number(String name, Object value) {
        try {
            return value instanceof Number number
                    ? number.intValue()
                    : Integer.parseInt(value.toString().trim());
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a number");
        }
    }

    private static double decimal(String name, Object value) {
        if (value instanceof Number number) return number.doubleValue();
        throw wrong(name, value, "a number");
    }

    private static boolean truth(String name, Object value) {
        if (value instanceof Boolean truth) return truth;
        throw wrong(name, value, "true or false");
    }

    private static List<String> addresses(Object value) {
        if (value instanceof List<?> list)
            return list.stream().map(String::valueOf).toList();
        return Arrays.stream(value.toString().split(",", -1))
                .map(String::trim)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    private static IllegalArgumentException wrong(String name, @Nullable Object value, String expected) {
        return new IllegalArgumentException("cote option '%s' must be %s, not '%s'".formatted(name, expected, value));
    }
}
