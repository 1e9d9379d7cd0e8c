package org.feathers4j.cote;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

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

    /** The user of the options: the plugin passes its own intervals on, so that some variables mean nothing there. */
    private enum Reader {
        FEATHERS,
        LIBRARY
    }

    /** Sets one option. */
    @FunctionalInterface
    private interface Setter {
        /** @throws IllegalArgumentException when the value is not of the option's type */
        void set(CoteOptions.Builder builder, String name, Object value);
    }

    private static final Map<String, Setter> OPTIONS = Map.ofEntries(
            entry("address", text(CoteOptions.Builder::address)),
            entry("port", whole(CoteOptions.Builder::port)),
            entry("broadcast", text(CoteOptions.Builder::broadcast)),
            entry("multicast", text(CoteOptions.Builder::multicast)),
            entry("multicastTTL", whole(CoteOptions.Builder::multicastTTL)),
            entry("unicast", (builder, name, value) -> builder.unicast(addresses(value))),
            entry("dns", text(CoteOptions.Builder::dns)),
            entry("dnsServer", text(CoteOptions.Builder::dnsServer)),
            entry("key", text(CoteOptions.Builder::key)),
            entry("secret", text(CoteOptions.Builder::secret)),
            entry("admitWithoutSecret", flag(CoteOptions.Builder::admitWithoutSecret)),
            entry("environment", text(CoteOptions.Builder::environment)),
            entry("hostName", text(CoteOptions.Builder::hostName)),
            entry("useHostNames", flag(CoteOptions.Builder::useHostNames)),
            entry("ignoreProcess", flag(CoteOptions.Builder::ignoreProcess)),
            entry("maxFrameBytes", whole(CoteOptions.Builder::maxFrameBytes)),
            entry("maxQueuedBytes", whole(CoteOptions.Builder::maxQueuedBytes)),
            entry("maxConnections", whole(CoteOptions.Builder::maxConnections)),
            entry("maxNodes", whole(CoteOptions.Builder::maxNodes)),
            entry("networkInterface", text(CoteOptions.Builder::networkInterface)),
            entry("advertisedAddress", text(CoteOptions.Builder::advertisedAddress)),
            entry("weight", (builder, name, value) -> builder.weight(decimal(name, value))),
            entry("server", flag(CoteOptions.Builder::announce)),
            entry("client", flag(CoteOptions.Builder::listen)),
            entry("reuseAddr", flag(CoteOptions.Builder::reuseAddr)),
            entry("statusInterval", (builder, name, value) -> builder.statusInterval(duration(name, value))),
            entry("log", flag(CoteOptions.Builder::log)),
            entry("helloLogsEnabled", flag(CoteOptions.Builder::helloLogsEnabled)),
            entry("statusLogsEnabled", flag(CoteOptions.Builder::statusLogsEnabled)),
            entry("logUnknownEvents", flag(CoteOptions.Builder::logUnknownEvents)));

    /** Options that are read together with variables, before all further ones. */
    private static final Set<String> READ_BEFORE =
            Set.of("helloInterval", "checkInterval", "nodeTimeout", "masterTimeout", "basePort", "highestPort");

    private static final Map<String, BiConsumer<CoteOptions.Builder, String>> VARIABLES = Map.ofEntries(
            entry("COTE_ENV", CoteOptions.Builder::environment),
            entry(MeshSecret.VARIABLE, CoteOptions.Builder::secret),
            entry("FEATHERS_MESH_ADMIT_WITHOUT_SECRET", (builder, text) -> builder.admitWithoutSecret(isTrue(text))),
            // as in Node: any text switches it on, even "false"
            entry("COTE_USE_HOST_NAMES", (builder, text) -> builder.useHostNames(true)),
            entry("COTE_MULTICAST_ADDRESS", CoteOptions.Builder::multicast),
            entry("COTE_BROADCAST_ADDRESS", CoteOptions.Builder::broadcast),
            entry("COTE_DNS_NAME", CoteOptions.Builder::dns),
            entry("COTE_DNS_SERVER", CoteOptions.Builder::dnsServer),
            entry("COTE_IGNORE_PROCESS", (builder, text) -> builder.ignoreProcess(isTrue(text))),
            entry("COTE_NETWORK_INTERFACE", CoteOptions.Builder::networkInterface),
            entry("COTE_ADVERTISED_ADDRESS", CoteOptions.Builder::advertisedAddress),
            entry("COTE_HELLO_LOGS_ENABLED", (builder, text) -> builder.helloLogsEnabled(isTrue(text))),
            entry("COTE_STATUS_LOGS_ENABLED", (builder, text) -> builder.statusLogsEnabled(isTrue(text))),
            entry("COTE_LOG_UNKNOWN_EVENTS", (builder, text) -> builder.logUnknownEvents(isTrue(text))),
            entry("DISCOVERY_HOSTNAME", CoteOptions.Builder::hostName));

    private final Reader reader;
    private final Map<String, @Nullable Object> options;
    private final Map<String, DiscoveryProvider> discoveries = new TreeMap<>();
    private final CoteOptions.Builder result;

    private CoteSettings(Reader reader, Map<String, @Nullable Object> options) {
        this.reader = reader;
        this.options = options;
        this.result = reader == Reader.LIBRARY ? CoteOptions.Builder.ofCoteDefaults() : new CoteOptions.Builder();
        ServiceLoader.load(DiscoveryProvider.class, DiscoveryProvider.class.getClassLoader())
                .forEach(each -> discoveries.put(each.name(), each));
    }

    /**
     * The options of a link; given ones win over variables, which win over defaults.
     *
     * @throws IllegalArgumentException when one is unknown or not of its type
     */
    static CoteOptions.Builder read(Map<String, @Nullable Object> options, Map<String, String> environment) {
        return read(Reader.FEATHERS, options, environment);
    }

    /**
     * The options of a cote without Feathers, where all variables of cote count.
     *
     * @throws IllegalArgumentException when one is unknown or not of its type
     */
    static CoteOptions.Builder readLibrary(Map<String, @Nullable Object> options, Map<String, String> environment) {
        return read(Reader.LIBRARY, options, environment);
    }

    /** How long requests wait unless their component sets a timeout; zero for ever. */
    static Duration requestTimeout(Map<String, String> environment) {
        String text = environment.getOrDefault("COTE_REQUEST_TIMEOUT", "");
        return text.isEmpty() ? Duration.ZERO : Duration.ofMillis(number("COTE_REQUEST_TIMEOUT", text));
    }

    private static CoteOptions.Builder read(
            Reader reader, Map<String, @Nullable Object> options, Map<String, String> environment) {
        var settings = new CoteSettings(reader, options);
        settings.readVariables(environment);
        settings.readTimes(reader == Reader.LIBRARY ? environment : Map.of());
        settings.readPorts(environment);
        settings.readDiscovery(environment);
        settings.options.forEach(settings::readOption);
        if (settings.result.hasTwoDiscoveries())
            throw new IllegalArgumentException("A cote has one discovery: dns (COTE_DNS_NAME), or another one");
        return settings.result;
    }

    private void readVariables(Map<String, String> variables) {
        variables.forEach((name, text) -> {
            BiConsumer<CoteOptions.Builder, String> setter = VARIABLES.get(name);
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

    /** On Docker Cloud, all containers share this address (cote, options-builder.js). */
    private void readDockerCloud(Map<String, String> variables) {
        boolean given = !variables.getOrDefault("COTE_BROADCAST_ADDRESS", "").isEmpty();
        if (!given && !variables.getOrDefault("DOCKERCLOUD_IP_ADDRESS", "").isEmpty()) result.broadcast("10.7.255.255");
    }

    /** {@code COTE_DISCOVERY_<NAME>_<SETTING>}, and the option with that name, which wins. */
    private void readDiscovery(Map<String, String> variables) {
        var settings = new TreeMap<String, Map<String, @Nullable Object>>();
        variables.forEach((name, text) -> {
            if (!name.startsWith(DISCOVERY) || text.isEmpty()) return;
            String[] words =
                    name.substring(DISCOVERY.length()).toLowerCase(Locale.ROOT).split("_", 2);
            if (words.length == 2 && discoveries.containsKey(words[0]))
                settings.computeIfAbsent(words[0], each -> new TreeMap<>()).put(words[1], text);
            else log.warn("{} is ignored: discovery over '{}' is not available", name, words[0]);
        });
        for (String name : discoveries.keySet()) {
            if (options.get(name) instanceof Map<?, ?> given)
                given.forEach((setting, value) ->
                        settings.computeIfAbsent(name, each -> new TreeMap<>()).put(String.valueOf(setting), value));
            else if (options.get(name) != null) throw wrong(name, options.get(name), "an object");
        }
        if (settings.size() > 1)
            throw new IllegalArgumentException("A cote has one discovery, not several: " + settings.keySet());
        for (DiscoveryProvider each : discoveries.values()) {
            Map<String, @Nullable Object> its = settings.get(each.name());
            if (its != null) result.discovery(each.configure(its));
        }
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
        // a high base alone should not require setting both
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
        if (discoveries.containsKey(name)) return;
        Setter setter = OPTIONS.get(name);
        if (setter == null) throw new IllegalArgumentException("There is no cote option '%s'".formatted(name));
        setter.set(result, name, value);
    }

    private static Setter text(BiConsumer<CoteOptions.Builder, String> option) {
        return (builder, name, value) -> option.accept(builder, value.toString());
    }

    private static Setter whole(ObjIntConsumer<CoteOptions.Builder> option) {
        return (builder, name, value) -> option.accept(builder, number(name, value));
    }

    private static Setter flag(BiConsumer<CoteOptions.Builder, Boolean> option) {
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
