package org.feathers4j.distributed;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.feathers4j.Hooks;
import org.feathers4j.Params;
import org.feathers4j.ServiceOptions;
import org.feathers4j.ServicePath;
import org.jspecify.annotations.Nullable;

/**
 * How an application takes part in the mesh. Immutable; {@link Builder} says what each option is for. Options of
 * feathers-distributed have the same names and meanings here.
 */
public final class DistributionOptions {
    /** Takes the params of peers as they are. */
    static final UnaryOperator<Params> ALL_PARAMS = UnaryOperator.identity();

    private final String key;
    private final Predicate<ServiceDescriptor> services;
    private final Predicate<ServiceDescriptor> remoteServices;
    private final Function<ServiceDescriptor, String> remoteServicePath;
    private final Function<ServiceDescriptor, List<String>> remoteServiceOptions;
    private final Consumer<Hooks> hooks;
    private final Map<String, Object> middlewares;
    private final Duration timeout;
    private final List<String> distributedEvents;
    private final @Nullable List<String> distributedMethods;
    private final boolean publishEvents;
    private final boolean replicaEvents;
    private final String healthcheckPath;
    private final StartDelays delays;
    private final UnaryOperator<Params> remoteParams;
    private final int maxWaitingCalls;
    private final int maxCallsInFlight;
    private final Duration maxStartDelay;
    private final long maxBytesInFlight;
    private final int maxQueuedEvents;
    private final Duration gracePeriod;
    private final LoadBalancer loadBalancer;
    private final Detection detection;
    private final Map<String, Map<String, @Nullable Object>> linkOptions;
    private final @Nullable MeshLink link;
    private final @Nullable MeshLoop loop;

    private DistributionOptions(Builder from) {
        key = from.key;
        services = from.services;
        remoteServices = from.remoteServices;
        remoteServicePath = from.remoteServicePath;
        remoteServiceOptions = from.remoteServiceOptions;
        hooks = from.hooks;
        middlewares = from.middlewares;
        timeout = from.timeout;
        distributedEvents = from.distributedEvents;
        distributedMethods = from.distributedMethods;
        publishEvents = from.publishEvents;
        replicaEvents = from.replicaEvents;
        healthcheckPath = from.healthcheckPath;
        delays = new StartDelays(from.coteDelay, from.componentDelay, from.publicationDelay, from.heartbeatInterval);
        remoteParams = from.remoteParams;
        maxWaitingCalls = from.maxWaitingCalls;
        maxCallsInFlight = from.maxCallsInFlight;
        maxStartDelay = from.maxStartDelay;
        maxBytesInFlight = from.maxBytesInFlight;
        maxQueuedEvents = from.maxQueuedEvents;
        gracePeriod = from.gracePeriod;
        loadBalancer = from.loadBalancer;
        detection = from.detection;
        linkOptions = Map.copyOf(from.linkOptions);
        link = from.link;
        loop = from.loop;
    }

    String key() {
        return key;
    }

    Predicate<ServiceDescriptor> services() {
        return services;
    }

    Predicate<ServiceDescriptor> remoteServices() {
        return remoteServices;
    }

    Function<ServiceDescriptor, String> remoteServicePath() {
        return remoteServicePath;
    }

    Function<ServiceDescriptor, List<String>> remoteServiceOptions() {
        return remoteServiceOptions;
    }

    Consumer<Hooks> hooks() {
        return hooks;
    }

    Map<String, Object> middlewares() {
        return middlewares;
    }

    Duration timeout() {
        return timeout;
    }

    List<String> distributedEvents() {
        return distributedEvents;
    }

    /** Null: peers may call what clients may call. */
    @Nullable
    List<String> distributedMethods() {
        return distributedMethods;
    }

    boolean publishEvents() {
        return publishEvents;
    }

    boolean replicaEvents() {
        return replicaEvents;
    }

    String healthcheckPath() {
        return healthcheckPath;
    }

    StartDelays delays() {
        return delays;
    }

    UnaryOperator<Params> remoteParams() {
        return remoteParams;
    }

    int maxWaitingCalls() {
        return maxWaitingCalls;
    }

    int maxCallsInFlight() {
        return maxCallsInFlight;
    }

    Duration maxStartDelay() {
        return maxStartDelay;
    }

    long maxBytesInFlight() {
        return maxBytesInFlight;
    }

    int maxQueuedEvents() {
        return maxQueuedEvents;
    }

    Duration gracePeriod() {
        return gracePeriod;
    }

    LoadBalancer loadBalancer() {
        return loadBalancer;
    }

    Detection detection() {
        return detection;
    }

    /** The options for a link, by the names of the link's own options; empty unless set. */
    Map<String, @Nullable Object> linkOptions(String name) {
        return linkOptions.getOrDefault(name, Map.of());
    }

    /** Null: the link on the class path. */
    @Nullable
    MeshLink link() {
        return link;
    }

    /** Null: a loop with a thread of its own. */
    @Nullable
    MeshLoop loop() {
        return loop;
    }

    /** Whether a path belongs to the healthcheck, which every application serves itself and never shares. */
    boolean isHealthcheck(String path) {
        String prefix = ServicePath.normal(healthcheckPath);
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    /** Options being set, given to the function passed to {@link Distribution#create(Consumer)}. For one thread. */
    public static final class Builder {
        /** How long feathers-distributed waits for an answer, also when 0 is given. */
        private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

        private static final long LEAST_BYTES_IN_FLIGHT = 4 << 20;

        private String key = "default";
        private Predicate<ServiceDescriptor> services = service -> true;
        private Predicate<ServiceDescriptor> remoteServices = service -> true;
        private Function<ServiceDescriptor, String> remoteServicePath = ServiceDescriptor::path;
        private Function<ServiceDescriptor, List<String>> remoteServiceOptions = service -> List.of();
        private Consumer<Hooks> hooks = registration -> {};
        private Map<String, Object> middlewares = Map.of();
        private Duration timeout = DEFAULT_TIMEOUT;
        private List<String> distributedEvents = ServiceOptions.DEFAULT_EVENTS;
        private @Nullable List<String> distributedMethods;
        private boolean publishEvents = true;
        private boolean replicaEvents = true;
        private String healthcheckPath = "/distribution/healthcheck/";
        private Duration coteDelay;
        private Duration componentDelay;
        private Duration publicationDelay;
        private Duration heartbeatInterval;
        private UnaryOperator<Params> remoteParams = ALL_PARAMS;
        private int maxWaitingCalls = 10_000;
        private int maxCallsInFlight = 10_000;
        private Duration maxStartDelay = Duration.ofSeconds(1);
        private long maxBytesInFlight =
                Math.max(LEAST_BYTES_IN_FLIGHT, Runtime.getRuntime().maxMemory() / 16);
        private int maxQueuedEvents = 10_000;
        private Duration gracePeriod = Duration.ofSeconds(10);
        private LoadBalancer loadBalancer = LoadBalancer.inTurn();
        private Detection detection = Detection.DEFAULT;
        private final Map<String, Map<String, @Nullable Object>> linkOptions = new HashMap<>();
        private @Nullable MeshLink link;
        private @Nullable MeshLoop loop;

        /** @param environment the variables of the process, over which options win */
        Builder(Map<String, String> environment) {
            var delays = StartDelays.read(environment);
            coteDelay = delays.cote();
            componentDelay = delays.component();
            publicationDelay = delays.publication();
            heartbeatInterval = delays.heartbeat();
        }

        /** A builder that reads no environment variables. */
        Builder() {
            this(Map.of());
        }

        /**
         * The distribution key; {@code default} unless set, as in feathers-distributed. Applications with the same key
         * are replicas of each other: give each kind of application its own key. Not empty, and without {@code *}.
         */
        public Builder key(String value) {
            this.key = value;
            return this;
        }

        /**
         * The only local services that peers may see and call; pass none for an application that only consumes. All
         * unless set.
         */
        public Builder services(String... paths) {
            List<String> wanted = normal(paths);
            return services(service -> wanted.contains(service.path()));
        }

        /** Which local services peers may see and call; all unless set. */
        public Builder services(Predicate<ServiceDescriptor> filter) {
            this.services = filter;
            return this;
        }

        /**
         * The only remote services, by the provider's paths, that this application uses; pass none for an application
         * that only provides. All unless set.
         */
        public Builder remoteServices(String... paths) {
            List<String> wanted = normal(paths);
            return remoteServices(service -> wanted.contains(service.path()));
        }

        /** Which remote services this application uses; all unless set. */
        public Builder remoteServices(Predicate<ServiceDescriptor> filter) {
            this.remoteServices = filter;
            return this;
        }

        /** Under which local path a remote service appears; the provider's path unless set. */
        public Builder remoteServicePath(Function<ServiceDescriptor, String> path) {
            this.remoteServicePath = path;
            return this;
        }

        /** The names of the options of a local service that peers receive as {@code remoteOptions}; none unless set. */
        public Builder remoteServiceOptions(Function<ServiceDescriptor, List<String>> names) {
            this.remoteServiceOptions = names;
            return this;
        }

        /** Hooks on every remote service, for instance authentication at a gateway; none unless set. */
        public Builder hooks(Consumer<Hooks> registration) {
            this.hooks = registration;
            return this;
        }

        /**
         * Middleware {@code before} and {@code after} every remote service, in the form that the server takes; none
         * unless set.
         */
        public Builder middlewares(Map<String, Object> beforeAndAfter) {
            this.middlewares = Map.copyOf(beforeAndAfter);
            return this;
        }

        /**
         * How long a call waits for an owner and its answer together; 20 s unless set, also when zero. Not negative.
         */
        public Builder timeout(Duration value) {
            this.timeout = value.isZero() ? DEFAULT_TIMEOUT : value;
            return this;
        }

        /**
         * The events that this application publishes and receives; the four default ones unless set. Node peers need to
         * know custom events.
         */
        public Builder distributedEvents(String... names) {
            this.distributedEvents = List.of(names);
            return this;
        }

        /** The only methods that peers may call; all that clients may call unless set. */
        public Builder distributedMethods(String... names) {
            this.distributedMethods = List.of(names);
            return this;
        }

        /** Whether peers receive the events of local services; true unless set. */
        public Builder publishEvents(boolean publish) {
            this.publishEvents = publish;
            return this;
        }

        /**
         * Whether the channels of this application get the events of its replicas: of services that another application with the same key has at the same path. Then a client hears
         * of a change wherever it was made, whichever replica it is connected to, and no second bus is needed. True unless set, because without it an application that is started twice
         * keeps half of the events from each client. Listeners hear of replicas only if they {@linkplain org.feathers4j.ServiceHandle#onAnyReplica ask for it}.
         *
         * <p>Set it to false where the clients get these events by other ways, such as a bus of the application's own, or where services of one key and path hold different records.
         * Replicas have to publish: see {@link #publishEvents}, {@link #services} and {@link #distributedEvents}.
         */
        public Builder replicaEvents(boolean publish) {
            this.replicaEvents = publish;
            return this;
        }

        /** The path of the healthcheck; {@code /distribution/healthcheck/} unless set. */
        public Builder healthcheckPath(String path) {
            this.healthcheckPath = path;
            return this;
        }

        /**
         * How long to wait before joining the mesh; not at all unless set (the variable {@code COTE_DELAY}, in milliseconds). When negative the application
         * joins by {@link Distribution#initialize}.
         */
        public Builder coteDelay(Duration delay) {
            this.coteDelay = delay;
            return this;
        }

        /** How long to wait between the components of the link; not at all unless set (the variable {@code COMPONENT_DELAY}, in milliseconds). */
        public Builder componentDelay(Duration delay) {
            this.componentDelay = delay;
            return this;
        }

        /**
         * How long to wait after joining before local services are announced; not at all unless set (the variable {@code PUBLICATION_DELAY}, in milliseconds).
         */
        public Builder publicationDelay(Duration delay) {
            this.publicationDelay = delay;
            return this;
        }

        /**
         * How often local services are announced again; never unless set (the variable {@code HEARTBEAT_INTERVAL}, in
         * milliseconds), because every new peer gets the announcements at once.
         */
        public Builder heartbeatInterval(Duration interval) {
            this.heartbeatInterval = interval;
            return this;
        }

        /**
         * Changes the params that a peer sends. Unless set they are trusted, as in Node: a gateway passes on the user
         * of the call. An application with untrusted peers removes the params that those must not set, for instance
         * {@code params -> params.without("user").without("provider")}.
         * {@code fromRemote} is always set to true afterwards.
         */
        public Builder remoteParams(UnaryOperator<Params> accept) {
            this.remoteParams = accept;
            return this;
        }

        /**
         * How many calls may wait for an owner to return, at least 1; further calls fail as Unavailable. 10,000 unless
         * set.
         */
        public Builder maxWaitingCalls(int limit) {
            this.maxWaitingCalls = limit;
            return this;
        }

        /**
         * How many calls of peers may run at once, at least 1; further calls are refused as Unavailable. 10,000 unless
         * set.
         */
        public Builder maxCallsInFlight(int limit) {
            this.maxCallsInFlight = limit;
            return this;
        }

        /**
         * How long calls of peers may wait for a processor while this application is busy, not negative; when they have
         * waited longer for a while, further calls are refused as Unavailable before they are read. 1 s unless set:
         * what is taken is then answered within the patience of its caller. 20 ms keep answers fast at any load. Zero
         * for no such limit.
         */
        public Builder maxStartDelay(Duration limit) {
            this.maxStartDelay = limit;
            return this;
        }

        /**
         * Total size in bytes of the requests of peers that may run at once, at least 1; further requests are refused
         * as Unavailable. A sixteenth of the heap unless set, 4 MiB at least: a request takes several times its bytes
         * once it is read. A single request may be larger.
         */
        public Builder maxBytesInFlight(long limit) {
            this.maxBytesInFlight = limit;
            return this;
        }

        /**
         * How many events of one remote service may wait for its listeners and publishers, at least 1; 10,000 unless
         * set. From the half on peers that send them are held back; events beyond the limit are dropped with a warning.
         */
        public Builder maxQueuedEvents(int limit) {
            this.maxQueuedEvents = limit;
            return this;
        }

        /** How long calls of peers may go on when the application closes; 10 s unless set. */
        public Builder gracePeriod(Duration value) {
            this.gracePeriod = value;
            return this;
        }

        /**
         * How calls are spread over the owners of a service; {@link LoadBalancer#inTurn} unless set. Use an instance
         * for one application only.
         */
        public Builder loadBalancer(LoadBalancer value) {
            this.loadBalancer = value;
            return this;
        }

        /**
         * When a connected peer that does not answer is excluded from load balancing:
         * {@code o.detection(d -> d.probeAfter(ofSeconds(5)))}.
         */
        public Builder detection(Consumer<Detection.Builder> options) {
            this.detection = Detection.of(options);
            return this;
        }

        /** Options of the cote link, under the names of cote: {@code broadcast}, {@code multicast}, {@code helloInterval}, ... None unless set. */
        public Builder cote(Map<String, ? extends @Nullable Object> options) {
            linkOptions.put("cote", new LinkedHashMap<>(options));
            return this;
        }

        /** The link to use; the one on the class path unless set. */
        public Builder link(MeshLink value) {
            this.link = value;
            return this;
        }

        /** The loop to use, for tests that control time; a loop with a thread of its own unless set. */
        public Builder loop(MeshLoop value) {
            this.loop = value;
            return this;
        }

        private static List<String> normal(String... paths) {
            return Arrays.stream(paths).map(ServicePath::normal).toList();
        }

        DistributionOptions build() {
            if (key.isEmpty() || key.indexOf('*') >= 0)
                throw new IllegalArgumentException(
                        "The distribution key '%s' must not be empty nor contain '*', which the topics of events take for a wildcard"
                                .formatted(key));
            if (timeout.isNegative())
                throw new IllegalArgumentException("The timeout %s must not be negative".formatted(timeout));
            if (maxStartDelay.isNegative())
                throw new IllegalArgumentException("maxStartDelay %s must not be negative".formatted(maxStartDelay));
            checkLimit("maxWaitingCalls", maxWaitingCalls);
            checkLimit("maxCallsInFlight", maxCallsInFlight);
            checkLimit("maxBytesInFlight", maxBytesInFlight);
            checkLimit("maxQueuedEvents", maxQueuedEvents);
            return new DistributionOptions(this);
        }

        private static void checkLimit(String option, long limit) {
            if (limit < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(option, limit));
        }
    }
}
