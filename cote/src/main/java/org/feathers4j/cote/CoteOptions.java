package org.feathers4j.cote;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * How a cote finds other components and is found, under the names that cote and node-discover use. Immutable; {@link Builder} says what each
 * option is for.
 */
public final class CoteOptions {
    private final CoteTimes times;
    private final String address;
    private final int port;
    private final String broadcast;
    private final @Nullable String multicast;
    private final int multicastTTL;
    private final List<String> unicast;
    private final @Nullable String key;
    private final @Nullable MeshSecret secret;
    private final boolean admitWithoutSecret;
    private final String environment;
    private final @Nullable String hostName;
    private final @Nullable Boolean useHostNames;
    private final boolean ignoreProcess;
    private final @Nullable String networkInterface;
    private final @Nullable String advertisedAddress;
    private final @Nullable Supplier<? extends Discovery> discovery;
    private final Optional<DnsSettings> dns;
    private final boolean announce;
    private final boolean listen;
    private final @Nullable Double weight;
    private final boolean reuseAddr;
    private final Duration statusInterval;
    private final CoteLogs logs;
    private final PortRange ports;
    private final CoteLimits limits;

    private CoteOptions(Builder from) {
        times = new CoteTimes(from.helloInterval, from.checkInterval, from.nodeTimeout, from.masterTimeout);
        address = from.address;
        port = from.port;
        broadcast = from.broadcast;
        multicast = from.multicast;
        multicastTTL = from.multicastTTL;
        unicast = from.unicast;
        key = from.key;
        secret = from.secret.isEmpty() ? null : MeshSecret.of(from.secret);
        admitWithoutSecret = from.admitWithoutSecret;
        environment = from.environment;
        hostName = from.hostName;
        discovery = from.discovery;
        dns = from.dns.isEmpty() ? Optional.empty() : Optional.of(DnsSettings.of(from.dns, from.dnsServer));
        useHostNames = from.useHostNames;
        ignoreProcess = from.ignoreProcess;
        networkInterface = from.networkInterface;
        advertisedAddress = from.advertisedAddress;
        announce = from.announce;
        listen = from.listen;
        weight = from.weight;
        reuseAddr = from.reuseAddr;
        statusInterval = from.statusInterval;
        logs = new CoteLogs(from.log, from.helloLogsEnabled, from.statusLogsEnabled, from.logUnknownEvents);
        ports = new PortRange(from.basePort, from.highestPort);
        limits = new CoteLimits(from.maxFrameBytes, from.maxQueuedBytes, from.maxConnections, from.maxNodes);
    }

    /**
     * Options over the defaults of feathers-distributed, and without environment variables but the one for the {@linkplain Builder#secret secret}.
     *
     * @throws IllegalArgumentException when an option makes no sense
     */
    public static CoteOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    /**
     * Options over environment variables, and those over the defaults of feathers-distributed.
     *
     * @param environment the variables, usually {@link System#getenv()}
     * @throws IllegalArgumentException when an option or a variable makes no sense
     */
    public static CoteOptions of(Map<String, String> environment, Consumer<Builder> options) {
        Builder builder = CoteSettings.read(Map.of(), environment);
        options.accept(builder);
        return builder.build();
    }

    /**
     * Options by the names that users of feathers-distributed on Node know, over its defaults; times in milliseconds. Options win over environment
     * variables.
     *
     * @param options for instance {@code broadcast} or {@code helloInterval}
     * @param environment the variables, usually {@link System#getenv()}
     * @throws IllegalArgumentException when an option or a variable is unknown or makes no sense
     */
    public static CoteOptions read(Map<String, @Nullable Object> options, Map<String, String> environment) {
        return CoteSettings.read(options, environment).build();
    }

    CoteTimes times() {
        return times;
    }

    int port() {
        return port;
    }

    String broadcast() {
        return broadcast;
    }

    /** Null: hellos are readable. */
    @Nullable
    String key() {
        return key;
    }

    String environment() {
        return environment;
    }

    /** Null: whoever reaches the network takes part. */
    @Nullable
    MeshSecret secret() {
        return secret;
    }

    /** Whether components without the secret take part too. */
    boolean admitWithoutSecret() {
        return admitWithoutSecret;
    }

    /** Null: where the discovery does not know addresses. */
    @Nullable
    Boolean useHostNames() {
        return useHostNames;
    }

    boolean ignoreProcess() {
        return ignoreProcess;
    }

    /** Null: peers connect to where hellos come from. */
    @Nullable
    String advertisedAddress() {
        return advertisedAddress;
    }

    boolean announce() {
        return announce;
    }

    boolean listen() {
        return listen;
    }

    /** Null: node-discover's. */
    @Nullable
    Double weight() {
        return weight;
    }

    Duration statusInterval() {
        return statusInterval;
    }

    CoteLogs logs() {
        return logs;
    }

    PortRange ports() {
        return ports;
    }

    CoteLimits limits() {
        return limits;
    }

    /** The most bytes that the arguments of one frame may have together. */
    public int maxFrameBytes() {
        return limits.maxFrameBytes();
    }

    /** A key as advertisements have it: environment, {@code $$} and key (cote, component.js). */
    public String wireKey(String componentKey) {
        return (environment.isEmpty() ? "" : environment + ":") + "$$" + componentKey;
    }

    /** A discovery for one cote, not open yet. */
    Discovery newDiscovery() {
        if (discovery != null) return discovery.get();
        return dns.<Discovery>map(name -> new DnsDiscovery(datagrams(), name))
                .orElseGet(() -> new UdpDiscovery(datagrams(), destinations()));
    }

    /** Where hellos go that are datagrams. */
    List<String> destinations() {
        if (!unicast.isEmpty()) return unicast;
        return List.of(Optional.ofNullable(multicast).orElse(broadcast));
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

    /**
     * Options being set, given to the function passed to {@link Cote#create(Consumer)}. Where there are two defaults, the second is that of the Feathers
     * mesh. For one thread.
     */
    public static final class Builder {
        private static final int HIGHEST_PORT = 65_535;
        private static final int HIGHEST_TTL = 255;

        private Duration helloInterval = CoteTimes.DEFAULT.helloInterval();
        private Duration checkInterval = CoteTimes.DEFAULT.checkInterval();
        private Duration nodeTimeout = CoteTimes.DEFAULT.nodeTimeout();
        private Duration masterTimeout = CoteTimes.DEFAULT.masterTimeout();
        private String address = "0.0.0.0";
        private int port = 12_345;
        private String broadcast = "255.255.255.255";
        private @Nullable String multicast;
        private int multicastTTL = 1;
        private List<String> unicast = List.of();
        private @Nullable String key;
        private String secret = Objects.requireNonNullElse(System.getenv(MeshSecret.VARIABLE), "");
        private boolean admitWithoutSecret;
        private String environment = "";
        private @Nullable String hostName;
        private @Nullable Boolean useHostNames;
        private boolean ignoreProcess;
        private @Nullable String networkInterface;
        private @Nullable String advertisedAddress;
        private @Nullable Supplier<? extends Discovery> discovery;
        private String dns = "";
        private String dnsServer = "";
        private boolean announce = true;
        private boolean listen = true;
        private @Nullable Double weight;
        private boolean reuseAddr = true;
        private Duration statusInterval = Duration.ofSeconds(5);
        private boolean log = CoteLogs.QUIET.log();
        private boolean helloLogsEnabled = CoteLogs.QUIET.helloLogsEnabled();
        private boolean statusLogsEnabled = CoteLogs.QUIET.statusLogsEnabled();
        private boolean logUnknownEvents = CoteLogs.QUIET.logUnknownEvents();
        private int basePort = 10_000;
        private int highestPort = 20_000;
        private int maxFrameBytes = CoteLimits.DEFAULT.maxFrameBytes();
        private int maxQueuedBytes = CoteLimits.DEFAULT.maxQueuedBytes();
        private int maxConnections = CoteLimits.DEFAULT.maxConnections();
        private int maxNodes = CoteLimits.DEFAULT.maxNodes();

        Builder() {}

        /** What cote without Feathers has: a hello every 2 s, gone after 5 s, and all lines in the log. */
        static Builder ofCoteDefaults() {
            CoteTimes times = CoteTimes.COTE_DEFAULTS;
            return new Builder()
                    .helloInterval(times.helloInterval())
                    .checkInterval(times.checkInterval())
                    .nodeTimeout(times.nodeTimeout())
                    .masterTimeout(times.masterTimeout())
                    .log(CoteLogs.VERBOSE.log());
        }

        /** Time between two hellos of a component; 2 s, or 10 s. */
        public Builder helloInterval(Duration value) {
            helloInterval = value;
            return this;
        }

        /** Longest time between two looks for silent components, which is a second at most in any case; 4 s, or 20 s. */
        public Builder checkInterval(Duration value) {
            checkInterval = value;
            return this;
        }

        /**
         * Silence after which a component is gone; 5 s, or 30 s. Must exceed the longest {@code helloInterval} of the network. A
         * {@code masterTimeout} that is shorter grows along.
         */
        public Builder nodeTimeout(Duration value) {
            nodeTimeout = value;
            if (masterTimeout.compareTo(value) < 0) masterTimeout = value;
            return this;
        }

        /** Without effect here, but checked as in Node: {@code nodeTimeout} at least; 6 s, or 60 s. */
        public Builder masterTimeout(Duration value) {
            masterTimeout = value;
            return this;
        }

        Duration masterTimeout() {
            return masterTimeout;
        }

        /** Local IP address for hellos; {@code 0.0.0.0}, all of them. TCP always listens on all. */
        public Builder address(String value) {
            address = value;
            return this;
        }

        /** UDP port for hellos, from 1 to 65535 and the same for all components of the network; 12345. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** IPv4 address to which hellos are broadcast, for instance {@code 127.255.255.255} to stay on this host; {@code 255.255.255.255}. */
        public Builder broadcast(String value) {
            broadcast = value;
            return this;
        }

        /** IPv4 address of a multicast group to which hellos go instead of a broadcast; none. */
        public Builder multicast(String value) {
            multicast = value;
            return this;
        }

        /** How many routers hellos to a multicast group may pass, plus one: from 0, this host, to 255; 1, this network. */
        public Builder multicastTTL(int value) {
            multicastTTL = value;
            return this;
        }

        /** Hosts to which hellos go instead of a broadcast or a group; none. Node peers need one host for each of their components. */
        public Builder unicast(List<String> value) {
            unicast = List.copyOf(value);
            return this;
        }

        /** Pass phrase with which hellos are enciphered; none, hellos are readable. Node 22 and later cannot read enciphered ones. */
        public Builder key(String value) {
            key = value;
            return this;
        }

        /**
         * The secret of the mesh, the same in all Java applications: strangers' hellos are ignored, and connections between those who know it are encrypted with TLS, on which both sides
         * prove that they do. From 32 to 1024 characters, for instance what {@code openssl rand -base64 32} prints; the environment variable {@code FEATHERS_MESH_SECRET}, also
         * where options are set in code, or none. The mesh over NATS has the means of its server instead.
         */
        public Builder secret(String value) {
            secret = value;
            return this;
        }

        /**
         * Whether peers that do not know the {@link #secret} take part, without encryption, such as Node peers; no. Whoever reaches the network can then use the services of this
         * application and offer it others; what applications with the secret say to each other stays between them.
         */
        public Builder admitWithoutSecret(boolean value) {
            admitWithoutSecret = value;
            return this;
        }

        /** Only components of the same environment find each other, for instance {@code staging}; the empty one. */
        public Builder environment(String value) {
            environment = value;
            return this;
        }

        /** Name of this host in hellos, to which peers that use host names connect; {@code advertisedAddress}, or else the host's own. */
        public Builder hostName(String value) {
            hostName = value;
            return this;
        }

        /**
         * Whether to connect to the host names of peers instead of the addresses that their hellos come from; only where those are unknown, as with
         * {@code redis}.
         */
        public Builder useHostNames(boolean value) {
            useHostNames = value;
            return this;
        }

        /** Whether components of the same process are invisible to each other; no. */
        public Builder ignoreProcess(boolean value) {
            ignoreProcess = value;
            return this;
        }

        /**
         * Network interface that hellos go out on, and so the address under which peers find this host; the operating system's choice.
         *
         * @param nameOrAddress for instance {@code eth1}, or one of its IPv4 addresses
         */
        public Builder networkInterface(String nameOrAddress) {
            networkInterface = nameOrAddress;
            return this;
        }

        /**
         * Address or name under which peers are to connect to this host, where that is not the address that its hellos come from; none. Node peers
         * follow it only when they connect to host names.
         */
        public Builder advertisedAddress(String value) {
            advertisedAddress = value;
            return this;
        }

        /**
         * DNS name of all hosts, for instance of a headless service of Kubernetes: hellos go to each of its IPv4 addresses, 1000 at most, instead of a broadcast, a group or a list;
         * none. The name is looked up every 3 s, so that addresses may come and go; the answers of servers are not kept. Goes to one process for each address, which must
         * have the {@link #port} to itself.
         */
        public Builder dns(String value) {
            dns = value;
            return this;
        }

        /** DNS server that is asked for {@link #dns}, an IPv4 address with or without a port, for instance {@code 10.96.0.10:53}; those of this host. */
        public Builder dnsServer(String value) {
            dnsServer = value;
            return this;
        }

        /** Whether both a name and a discovery of another kind are set. */
        boolean hasTwoDiscoveries() {
            return discovery != null && !dns.isEmpty();
        }

        /**
         * Sends hellos through a Redis server instead of datagrams; no. The addresses of senders are unknown then, so that peers connect to host names unless
         * {@code useHostNames} says otherwise.
         *
         * @throws IllegalArgumentException when an option of the server makes no sense
         */
        public Builder redis(Consumer<RedisOptions.Builder> options) {
            RedisOptions server = RedisOptions.of(options);
            return discovery(() -> new RedisDiscovery(server));
        }

        /**
         * Sends hellos in a way of one's own instead of datagrams; no. Goes before what variables and named options say.
         *
         * @param value makes a discovery for each cote with these options
         */
        public Builder discovery(Supplier<? extends Discovery> value) {
            discovery = value;
            return this;
        }

        /** Whether it says hello, node-discover's {@code server}; yes. A cote that does not cannot be found. */
        public Builder announce(boolean value) {
            announce = value;
            return this;
        }

        /** Whether it listens to hellos, node-discover's {@code client}; yes. A cote that does not finds no component. */
        public Builder listen(boolean value) {
            listen = value;
            return this;
        }

        /** Master-election weight of node-discover, without effect here; node-discover's. */
        public Builder weight(double value) {
            weight = value;
            return this;
        }

        /** Whether other processes of this host may have the same UDP port; yes. Without it only one process of a host can take part. */
        public Builder reuseAddr(boolean value) {
            reuseAddr = value;
            return this;
        }

        /** How often requesters and subscribers tell monitors which components they are connected to; 5 s. */
        public Builder statusInterval(Duration value) {
            statusInterval = value;
            return this;
        }

        /**
         * Whether the following three kinds of lines are written to the log ({@code org.feathers4j.cote}, level info) at all; yes, or no. Trouble is
         * logged in any case.
         */
        public Builder log(boolean value) {
            log = value;
            return this;
        }

        /** Whether components are logged when they are found; yes. */
        public Builder helloLogsEnabled(boolean value) {
            helloLogsEnabled = value;
            return this;
        }

        /** Whether components are logged when they are found and when they are gone; yes. */
        public Builder statusLogsEnabled(boolean value) {
            statusLogsEnabled = value;
            return this;
        }

        /** Whether requests and events are logged that have no handler or listener; yes. */
        public Builder logUnknownEvents(boolean value) {
            logUnknownEvents = value;
            return this;
        }

        /**
         * TCP ports to listen on; 10000 to 20000.
         *
         * @param base cote's {@code basePort}; 0 with 0 leaves the choice to the operating system
         * @param highest cote's {@code highestPort}, included
         */
        public Builder ports(int base, int highest) {
            basePort = base;
            highestPort = highest;
            return this;
        }

        int basePort() {
            return basePort;
        }

        int highestPort() {
            return highestPort;
        }

        /** Most bytes of the arguments of one frame together; 100 MiB. A connection that announces more is closed. */
        public Builder maxFrameBytes(int value) {
            maxFrameBytes = value;
            return this;
        }

        /** Most bytes that wait to be sent on one connection; 128 MiB or an eighth of the heap. All together never keep more than a quarter of the heap. */
        public Builder maxQueuedBytes(int value) {
            maxQueuedBytes = value;
            return this;
        }

        /** Most connections that peers may open; 10,000. */
        public Builder maxConnections(int value) {
            maxConnections = value;
            return this;
        }

        /** Most components of peers that are remembered; 20,000. */
        public Builder maxNodes(int value) {
            maxNodes = value;
            return this;
        }

        /** @throws IllegalArgumentException when an option makes no sense */
        CoteOptions build() {
            if (port < 1 || port > HIGHEST_PORT)
                throw new IllegalArgumentException("port %d is no UDP port: 1 to 65535".formatted(port));
            if (multicastTTL < 0 || multicastTTL > HIGHEST_TTL)
                throw new IllegalArgumentException("multicastTTL %d must be between 0 and 255".formatted(multicastTTL));
            if (statusInterval.isZero() || statusInterval.isNegative())
                throw new IllegalArgumentException("statusInterval %s must be positive".formatted(statusInterval));
            return new CoteOptions(this);
        }
    }
}
