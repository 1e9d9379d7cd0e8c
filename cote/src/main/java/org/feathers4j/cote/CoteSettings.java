package org.feathers4j.cote;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private final Reader reader;
    private final Map<String, @Nullable Object> options;
    private CoteOptions result;

    private CoteSettings(Reader reader, Map<String, @Nullable Object> options) {
        this.reader = reader;
        this.options = options;
        this.result = reader == Reader.LIBRARY ? CoteOptions.LIBRARY : CoteOptions.DEFAULT;
    }

    /**
     * The options of a link; given ones win over variables, which win over defaults.
     *
     * @throws IllegalArgumentException when one is unknown or makes no sense
     */
    static CoteOptions read(Map<String, @Nullable Object> options, Map<String, String> environment) {
        return read(Reader.FEATHERS, options, environment);
    }

    /**
     * The options of a cote without Feathers, where all variables of cote count.
     *
     * @throws IllegalArgumentException when one is unknown or makes no sense
     */
    static CoteOptions readLibrary(Map<String, @Nullable Object> options, Map<String, String> environment) {
        return read(Reader.LIBRARY, options, environment);
    }

    /** How long requests wait whose component does not say so; zero for ever. */
    static Duration requestTimeout(Map<String, String> environment) {
        String text = environment.getOrDefault("COTE_REQUEST_TIMEOUT", "");
        return text.isEmpty() ? Duration.ZERO : Duration.ofMillis(number("COTE_REQUEST_TIMEOUT", text));
    }

    private static CoteOptions read(
            Reader reader, Map<String, @Nullable Object> options, Map<String, String> environment) {
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
            if (!text.isEmpty()) readVariable(name, text);
        });
        readDockerCloud(variables);
    }

    private void readVariable(String name, String text) {
        switch (name) {
            case "COTE_ENV" -> result = result.withEnvironment(text);
            // as in Node: any text switches it on, even "false"
            case "COTE_USE_HOST_NAMES" -> result = result.withUseHostNames(true);
            case "COTE_MULTICAST_ADDRESS" -> result = result.withMulticast(text, result.multicastTTL());
            case "COTE_BROADCAST_ADDRESS" -> result = result.withBroadcast(text);
            case "COTE_IGNORE_PROCESS" -> result = result.withIgnoreProcess(isTrue(text));
            case "COTE_NETWORK_INTERFACE" -> result = result.withNetworkInterface(text);
            case "COTE_ADVERTISED_ADDRESS" -> result = result.withAdvertisedAddress(text);
            case "COTE_HELLO_LOGS_ENABLED" -> log(result.logs().withHelloLogsEnabled(isTrue(text)));
            case "COTE_STATUS_LOGS_ENABLED" -> log(result.logs().withStatusLogsEnabled(isTrue(text)));
            case "COTE_LOG_UNKNOWN_EVENTS" -> log(result.logs().withLogUnknownEvents(isTrue(text)));
            // the plugin takes any text for yes
            case "COTE_LOG" -> log(result.logs().withLog(reader == Reader.FEATHERS || isTrue(text)));
            case "DISCOVERY_HOSTNAME" -> result = result.withHostName(text);
            default -> {}
        }
    }

    private static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true");
    }

    private void log(CoteLogs logs) {
        result = result.with(logs);
    }

    /** Where Docker Cloud ran containers, everybody is at this address (cote, options-builder.js). */
    private void readDockerCloud(Map<String, String> variables) {
        boolean given = !variables.getOrDefault("COTE_BROADCAST_ADDRESS", "").isEmpty();
        if (!given && !variables.getOrDefault("DOCKERCLOUD_IP_ADDRESS", "").isEmpty())
            result = result.withBroadcast("10.7.255.255");
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
        if (!redis.isEmpty()) result = result.withRedis(RedisOptions.read(redis));
    }

    private void readTimes(Map<String, String> variables) {
        CoteTimes times = result.times();
        result = result.with(new CoteTimes(
                duration("helloInterval", variables.get("COTE_HELLO_INTERVAL"), times.helloInterval()),
                duration("checkInterval", variables.get("COTE_CHECK_INTERVAL"), times.checkInterval()),
                duration("nodeTimeout", variables.get("COTE_NODE_TIMEOUT"), times.nodeTimeout()),
                masterTimeout(variables)));
    }

    /** There is no variable for it, and nobody should have to raise it for one that there is. */
    private Duration masterTimeout(Map<String, String> variables) {
        Duration usual = result.times().masterTimeout();
        Duration node = duration(
                "nodeTimeout",
                variables.get("COTE_NODE_TIMEOUT"),
                result.times().nodeTimeout());
        boolean raise = reader == Reader.LIBRARY && node.compareTo(usual) > 0;
        return duration("masterTimeout", null, raise ? node : usual);
    }

    private void readPorts(Map<String, String> variables) {
        PortRange ports = result.ports();
        int base = port("basePort", variables.get("BASE_PORT"), ports.lowest());
        // nobody should have to set both just because the base is high
        int highest = base > ports.highest() ? Math.min(65_535, base + ports.size()) : ports.highest();
        result = result.withPorts(base, port("highestPort", variables.get("HIGHEST_PORT"), highest));
    }

    private int port(String name, @Nullable String variable, int otherwise) {
        Object option = options.get(name);
        if (option != null) return number(name, option);
        return variable == null || variable.isEmpty() ? otherwise : number(name, variable);
    }

    private void readOption(String name, @Nullable Object value) {
        if (value == null || WITHOUT_EFFECT.contains(name)) return;
        result = switch (name) {
            case "helloInterval", "checkInterval", "nodeTimeout", "masterTimeout", "basePort", "highestPort", "redis" ->
                result;
            case "address" -> result.withAddress(value.toString());
            case "port" -> result.withPort(number(name, value));
            case "broadcast" -> result.withBroadcast(value.toString());
            case "multicast" -> result.withMulticast(value.toString(), result.multicastTTL());
            case "multicastTTL" -> changed(draft -> draft.multicastTTL = number(name, value));
            case "unicast" -> result.withUnicast(addresses(value));
            case "key" -> result.withKey(value.toString());
            case "environment" -> result.withEnvironment(value.toString());
            case "hostName" -> result.withHostName(value.toString());
            case "useHostNames" -> result.withUseHostNames(truth(name, value));
            case "ignoreProcess" -> result.withIgnoreProcess(truth(name, value));
            case "maxFrameBytes" -> result.with(result.limits().withMaxFrameBytes(number(name, value)));
            case "maxQueuedBytes" -> result.with(result.limits().withMaxQueuedBytes(number(name, value)));
            case "maxConnections" -> result.with(result.limits().withMaxConnections(number(name, value)));
            case "maxNodes" -> result.with(result.limits().withMaxNodes(number(name, value)));
            case "networkInterface" -> result.withNetworkInterface(value.toString());
            case "advertisedAddress" -> result.withAdvertisedAddress(value.toString());
            case "weight" -> result.withWeight(decimal(name, value));
            case "server" -> result.withSays(truth(name, value));
            case "client" -> result.withHears(truth(name, value));
            case "reuseAddr" -> result.withReuseAddr(truth(name, value));
            case "statusInterval" -> result.withStatusInterval(duration(name, null, result.statusInterval()));
            case "log" -> result.with(result.logs().withLog(truth(name, value)));
            case "helloLogsEnabled" -> result.with(result.logs().withHelloLogsEnabled(truth(name, value)));
            case "statusLogsEnabled" -> result.with(result.logs().withStatusLogsEnabled(truth(name, value)));
            case "logUnknownEvents" -> result.with(result.logs().withLogUnknownEvents(truth(name, value)));
            default -> throw new IllegalArgumentException("There is no cote option '%s'".formatted(name));
        };
    }

    private CoteOptions changed(Consumer<CoteOptionsDraft> edit) {
        var draft = new CoteOptionsDraft(result);
        edit.accept(draft);
        return draft.options();
    }

    private Duration duration(String name, @Nullable String variable, Duration otherwise) {
        return switch (options.get(name)) {
            case null -> variable == null || variable.isEmpty() ? otherwise : Duration.ofMillis(number(name, variable));
            case Duration duration -> duration;
            case Number millis -> Duration.ofMillis(millis.longValue());
            case Object other -> throw wrong(name, other, "milliseconds");
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
