package org.feathers4j.cote;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link Cote} finds others and is found, under the names that cote, node-discover and the plugin use. The defaults suit a mesh of
 * applications with default options.
 *
 * @param times hello interval, check interval, node timeout
 * @param address local UDP address; TCP always listens everywhere
 * @param port UDP port, the same for everybody
 * @param broadcast where hellos go when there is no group and no list of hosts
 * @param multicast group to which hellos go instead; null for none
 * @param multicastTTL how far they go
 * @param unicast hosts to which hellos go instead
 * @param key pass phrase with which hellos are enciphered; null for readable ones
 * @param environment only those with the same one see each other; empty for none
 * @param hostName under which others may reach this host; null for its own name
 * @param useHostNames whether to connect to the names of others instead of the addresses that their hellos come from
 * @param ignoreProcess whether components of the same process are invisible to each other
 * @param networkInterface name or IP address of the network interface that hellos go out on, and so the address under which others find
 *     this host; null leaves both to the operating system
 * @param advertisedAddress address or name under which others are to connect to this host, where that is not the address their hellos come
 *     from; null for none. Node peers follow it only when they connect to host names
 * @param redis a Redis server that passes hellos on, instead of datagrams; null for none
 * @param says whether it says hello; one that does not can't be found
 * @param hears whether it listens to hellos; one that does not finds nobody
 * @param weight sent with hellos, for a master that nobody needs; null for node-discover's
 * @param reuseAddr whether other processes of this host may have the same UDP port, without which they are no mesh
 * @param statusInterval how often requesters and subscribers tell monitors whom they are connected to
 * @param logs what is written to the log
 * @param ports TCP ports to listen on
 * @param limits what is taken from others
 */
public record CoteOptions(
        CoteTimes times,
        String address,
        int port,
        String broadcast,
        @Nullable String multicast,
        int multicastTTL,
        List<String> unicast,
        @Nullable String key,
        String environment,
        @Nullable String hostName,
        boolean useHostNames,
        boolean ignoreProcess,
        @Nullable String networkInterface,
        @Nullable String advertisedAddress,
        @Nullable RedisOptions redis,
        boolean says,
        boolean hears,
        @Nullable Double weight,
        boolean reuseAddr,
        Duration statusInterval,
        CoteLogs logs,
        PortRange ports,
        CoteLimits limits) {
    /** Broadcast on UDP port 12345, TCP ports from 10000 to 20000. */
    public static final CoteOptions DEFAULT = new CoteOptions(
            CoteTimes.DEFAULT,
            "0.0.0.0",
            12_345,
            "255.255.255.255",
            null,
            1,
            List.of(),
            null,
            "",
            null,
            false,
            false,
            null,
            null,
            null,
            true,
            true,
            null,
            true,
            Duration.ofSeconds(5),
            CoteLogs.QUIET,
            new PortRange(10_000, 20_000),
            CoteLimits.DEFAULT);

    /** What cote without Feathers has: a hello every 2 s, gone after 5 s, and a word in the log about everybody who comes and goes. */
    public static final CoteOptions LIBRARY = DEFAULT.with(CoteTimes.LIBRARY).with(CoteLogs.TALKATIVE);

    public CoteOptions {
        if (port < 1 || port > 65_535)
            throw new IllegalArgumentException("port %d is no UDP port: 1 to 65535".formatted(port));
        if (multicastTTL < 0 || multicastTTL > 255)
            throw new IllegalArgumentException("multicastTTL %d must be between 0 and 255".formatted(multicastTTL));
        if (statusInterval.isZero() || statusInterval.isNegative())
            throw new IllegalArgumentException("statusInterval %s must be positive".formatted(statusInterval));
        unicast = List.copyOf(unicast);
    }

    /**
     * Options by the names that users of feathers-distributed on Node know, over {@link #DEFAULT}; times in milliseconds. Options win over environment variables.
     *
     * @param options for instance {@code broadcast} or {@code helloInterval}
     * @param environment the variables, usually {@link System#getenv()}
     * @throws IllegalArgumentException when an option or a variable is unknown or makes no sense
     */
    public static CoteOptions read(Map<String, @Nullable Object> options, Map<String, String> environment) {
        return CoteSettings.read(options, environment);
    }

    /** Where hellos go. */
    List<String> destinations() {
        if (redis != null) return List.of(redis.host());
        if (!unicast.isEmpty()) return unicast;
        return List.of(Optional.ofNullable(multicast).orElse(broadcast));
    }

    /** For people: where hellos go. */
    String discoveryDescription() {
        if (redis != null) return redis.toString();
        String through = networkInterface == null ? "" : " through " + networkInterface;
        return "udp " + String.join(", ", destinations()) + ":" + port + through;
    }

    DatagramSettings datagrams() {
        return new DatagramSettings(
                address, port, multicast, multicastTTL, reuseAddr, Optional.ofNullable(networkInterface));
    }

    /** The name in hellos; null for this host's own. */
    @Nullable
    String announcedHostName() {
        return hostName == null ? advertisedAddress : hostName;
    }

    /** A key as advertisements have it: environment, {@code $$} and key (cote, component.js). */
    public String wireKey(String componentKey) {
        return (environment.isEmpty() ? "" : environment + ":") + "$$" + componentKey;
    }

    /** How often to say hello. */
    public CoteOptions withHelloInterval(Duration value) {
        return with(new CoteTimes(value, times.checkInterval(), times.nodeTimeout(), times.masterTimeout()));
    }

    /** How often to look for silent nodes, at least. */
    public CoteOptions withCheckInterval(Duration value) {
        return with(new CoteTimes(times.helloInterval(), value, times.nodeTimeout(), times.masterTimeout()));
    }

    /** After which silence a node is gone. A master timeout that would be too short for it grows along. */
    public CoteOptions withNodeTimeout(Duration value) {
        Duration master = times.masterTimeout().compareTo(value) < 0 ? value : times.masterTimeout();
        return with(new CoteTimes(times.helloInterval(), times.checkInterval(), value, master));
    }

    /** All times at once, where one after the other would be refused. */
    public CoteOptions with(CoteTimes value) {
        return change(draft -> draft.times = value);
    }

    /** What is taken from others. */
    public CoteOptions with(CoteLimits value) {
        return change(draft -> draft.limits = value);
    }

    /** The local UDP address. */
    public CoteOptions withAddress(String value) {
        return change(draft -> draft.address = value);
    }

    /** The UDP port of the mesh. */
    public CoteOptions withPort(int value) {
        return change(draft -> draft.port = value);
    }

    /** The broadcast address, for instance {@code 127.255.255.255} to stay on this host. */
    public CoteOptions withBroadcast(String value) {
        return change(draft -> draft.broadcast = value);
    }

    /**
     * A multicast group instead of broadcast.
     *
     * @param group its IPv4 address
     * @param ttl how many routers hellos may pass, plus one
     */
    public CoteOptions withMulticast(String group, int ttl) {
        return change(draft -> {
            draft.multicast = group;
            draft.multicastTTL = ttl;
        });
    }

    /** A list of hosts instead of broadcast. Node peers need one host for each of their components. */
    public CoteOptions withUnicast(List<String> value) {
        return change(draft -> draft.unicast = value);
    }

    /** The pass phrase for hellos. Node 22 and later cannot read them any more. */
    public CoteOptions withKey(String value) {
        return change(draft -> draft.key = value);
    }

    /** The environment, for instance {@code staging}. */
    public CoteOptions withEnvironment(String value) {
        return change(draft -> draft.environment = value);
    }

    /** The name of this host in hellos. */
    public CoteOptions withHostName(String value) {
        return change(draft -> draft.hostName = value);
    }

    /** Connects to host names. */
    public CoteOptions withUseHostNames(boolean value) {
        return change(draft -> draft.useHostNames = value);
    }

    /** Makes components of one process invisible to each other. */
    public CoteOptions withIgnoreProcess(boolean value) {
        return change(draft -> draft.ignoreProcess = value);
    }

    /**
     * The network interface that hellos go out on, for hosts that have several.
     *
     * @param nameOrAddress for instance {@code eth1}, or one of its IPv4 addresses
     */
    public CoteOptions withNetworkInterface(String nameOrAddress) {
        return change(draft -> draft.networkInterface = nameOrAddress);
    }

    /** The address or name under which others are to connect to this host. */
    public CoteOptions withAdvertisedAddress(String value) {
        return change(draft -> draft.advertisedAddress = value);
    }

    /**
     * Hellos through a Redis server instead of datagrams. Nobody then knows which address a hello comes from, so that this switches
     * {@code useHostNames} on.
     */
    public CoteOptions withRedis(RedisOptions value) {
        return change(draft -> {
            draft.redis = value;
            draft.useHostNames = true;
        });
    }

    /** Whether it says hello: node-discover's option {@code server}. */
    public CoteOptions withSays(boolean value) {
        return change(draft -> draft.says = value);
    }

    /** Whether it listens to hellos: node-discover's option {@code client}. */
    public CoteOptions withHears(boolean value) {
        return change(draft -> draft.hears = value);
    }

    /** The weight in hellos. */
    public CoteOptions withWeight(double value) {
        return change(draft -> draft.weight = value);
    }

    /** Whether other processes of this host may have the same UDP port. */
    public CoteOptions withReuseAddr(boolean value) {
        return change(draft -> draft.reuseAddr = value);
    }

    /** How often monitors are told. */
    public CoteOptions withStatusInterval(Duration value) {
        return change(draft -> draft.statusInterval = value);
    }

    /** What is written to the log. */
    public CoteOptions with(CoteLogs value) {
        return change(draft -> draft.logs = value);
    }

    /** The TCP ports to listen on. */
    public CoteOptions withPorts(int basePort, int highestPort) {
        return change(draft -> draft.ports = new PortRange(basePort, highestPort));
    }

    private CoteOptions change(Consumer<CoteOptionsDraft> edit) {
        var draft = new CoteOptionsDraft(this);
        edit.accept(draft);
        return draft.options();
    }
}
