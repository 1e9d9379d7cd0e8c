package org.feathers4j.cote;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Options of cote and node-discover that have nothing to set here: who logs, who becomes master. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "log",
            "helloLogsEnabled",
            "statusLogsEnabled",
            "logUnknownEvents",
            "statusInterval",
            "disableScreen",
            "interval",
            "weight",
            "mastersRequired",
            "client",
            "server",
            "reuseAddr",
            "ignoreInstance");

    private final Map<String, @Nullable Object> options;
    private CoteOptions result = CoteOptions.DEFAULT;

    private CoteSettings(Map<String, @Nullable Object> options) {
        this.options = options;
    }

    /**
     * The options of a link; given ones win over variables, which win over defaults.
     *
     * @throws IllegalArgumentException when one is unknown or makes no sense
     */
    static CoteOptions read(Map<String, @Nullable Object> options, Map<String, String> environment) {
        var settings = new CoteSettings(options);
        settings.readVariables(environment);
        settings.readTimes();
        settings.readPorts(environment);
        settings.options.forEach(settings::readOption);
        return settings.result;
    }

    private void readVariables(Map<String, String> variables) {
        variables.forEach((name, text) -> {
            if (!text.isEmpty()) readVariable(name, text);
        });
    }

    private void readVariable(String name, String text) {
        switch (name) {
            case "COTE_ENV" -> result = result.withEnvironment(text);
            // as in Node: any text switches it on, even "false"
            case "COTE_USE_HOST_NAMES" -> result = result.withUseHostNames(true);
            case "COTE_MULTICAST_ADDRESS" -> result = result.withMulticast(text, result.multicastTTL());
            case "COTE_BROADCAST_ADDRESS" -> result = result.withBroadcast(text);
            case "COTE_IGNORE_PROCESS" -> result = result.withIgnoreProcess(text.equalsIgnoreCase("true"));
            case "DISCOVERY_HOSTNAME" -> result = result.withHostName(text);
            default -> {
                if (name.startsWith("COTE_DISCOVERY_REDIS_"))
                    log.warn("{} is ignored: discovery over Redis is not available", name);
            }
        }
    }

    private void readTimes() {
        CoteTimes times = result.times();
        result = result.with(new CoteTimes(
                duration("helloInterval", times.helloInterval()),
                duration("checkInterval", times.checkInterval()),
                duration("nodeTimeout", times.nodeTimeout()),
                duration("masterTimeout", times.masterTimeout())));
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
            case "helloInterval", "checkInterval", "nodeTimeout", "masterTimeout", "basePort", "highestPort" -> result;
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
            case "redis" ->
                throw new IllegalArgumentException("cote option 'redis': discovery over Redis is not available");
            default -> throw new IllegalArgumentException("There is no cote option '%s'".formatted(name));
        };
    }

    private CoteOptions changed(Consumer<CoteOptionsDraft> edit) {
        var draft = new CoteOptionsDraft(result);
        edit.accept(draft);
        return draft.options();
    }

    private Duration duration(String name, Duration otherwise) {
        return switch (options.get(name)) {
            case null -> otherwise;
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

    private static IllegalArgumentException wrong(String name, Object value, String expected) {
        return new IllegalArgumentException("cote option '%s' must be %s, not '%s'".formatted(name, expected, value));
    }
}
