package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.feathers4j.Hooks;
import org.feathers4j.Params;
import org.feathers4j.ServiceOptions;
import org.jspecify.annotations.Nullable;

/**
 * How an application takes part in the mesh. Names and meanings are those of feathers-distributed; {@link Builder} says what each is for.
 */
public record DistributionOptions(
        String key,
        Predicate<ServiceDescriptor> services,
        Predicate<ServiceDescriptor> remoteServices,
        Function<ServiceDescriptor, String> remoteServicePath,
        Function<ServiceDescriptor, List<String>> remoteServiceOptions,
        Consumer<Hooks> hooks,
        Map<String, Object> middlewares,
        Duration timeout,
        List<String> distributedEvents,
        Optional<List<String>> distributedMethods,
        boolean publishEvents,
        String healthcheckPath,
        StartDelays delays,
        UnaryOperator<Params> remoteParams,
        int maxWaitingCalls,
        int maxCallsInFlight,
        int maxQueuedEvents,
        Duration gracePeriod,
        LoadBalancing balancing,
        Detection detection,
        long maxBytesInFlight,
        Map<String, Map<String, @Nullable Object>> linkOptions,
        Optional<MeshLink> link,
        Optional<MeshLoop> loop) {
    /** What peers say about a call is taken as it is. */
    static final UnaryOperator<Params> ALL_PARAMS = UnaryOperator.identity();

    public DistributionOptions {
        if (key.isEmpty() || key.indexOf('*') >= 0)
            throw new IllegalArgumentException(
                    "The distribution key '%s' must not be empty nor contain '*', which the topics of events take for a wildcard"
                            .formatted(key));
        if (timeout.isNegative())
            throw new IllegalArgumentException("The timeout %s must not be negative".formatted(timeout));
        if (maxWaitingCalls < 1 || maxCallsInFlight < 1 || maxQueuedEvents < 1 || maxBytesInFlight < 1)
            throw new IllegalArgumentException("Limits of calls and events must be at least 1");
    }

    /** Whether a path belongs to the healthcheck, which every application has for itself. */
    boolean isHealthcheck(String path) {
        String prefix = org.feathers4j.ServicePath.normal(healthcheckPath);
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    /** Options being changed, given to the function passed to {@link Distribution#create(Consumer)}. */
    public static final class Builder {
        /** What feathers-distributed waits for an answer, also when 0 is given. */
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
        private String healthcheckPath = "/distribution/healthcheck/";
        private UnaryOperator<Params> remoteParams = ALL_PARAMS;
        private int maxWaitingCalls = 10_000;
        private int maxCallsInFlight = 10_000;
        private int maxQueuedEvents = 10_000;
        private Duration gracePeriod = Duration.ofSeconds(10);
        private LoadBalancing balancing = LoadBalancing.ROUND_ROBIN;
        private Detection detection = Detection.DEFAULT;
        private long maxBytesInFlight =
                Math.max(LEAST_BYTES_IN_FLIGHT, Runtime.getRuntime().maxMemory() / 16);
        private final Map<String, Map<String, @Nullable Object>> linkOptions = new java.util.HashMap<>();
        private @Nullable MeshLink link;
        private @Nullable MeshLoop loop;

        private Duration coteDelay;
        private Duration componentDelay;
        private Duration publicationDelay;
        private Duration heartbeatInterval;

        /** @param environment the variables of the process, over which options win */
        Builder(Map<String, String> environment) {
            var delays = StartDelays.read(environment);
            coteDelay = delays.cote();
            componentDelay = delays.component();
            publicationDelay = delays.publication();
            heartbeatInterval = delays.heartbeat();
        }

        /** A builder as in an environment without variables. */
        Builder() {
            this(Map.of());
        }

        /** Applications with the same key are replicas of each other; {@code default} unless set. Better give every application its own. */
        public Builder key(String newKey) {
            this.key = newKey;
            return this;
        }

        /** The only local services that others may see and call; none for an application that only consumes. All unless set. */
        public Builder services(String... paths) {
            List<String> wanted = normal(paths);
            return services(service -> wanted.contains(service.path()));
        }

        /** Which local services others may see and call. */
        public Builder services(Predicate<ServiceDescriptor> filter) {
            this.services = filter;
            return this;
        }

        /** The only remote services, by the provider's paths, that this application uses; none for one that only produces. All unless set. */
        public Builder remoteServices(String... paths) {
            List<String> wanted = normal(paths);
            return remoteServices(service -> wanted.contains(service.path()));
        }

        /** Which remote services this application uses. */
        public Builder remoteServices(Predicate<ServiceDescriptor> filter) {
            this.remoteServices = filter;
            return this;
        }

        /** Under which local path a remote service appears; its own one unless set. */
        public Builder remoteServicePath(Function<ServiceDescriptor, String> path) {
            this.remoteServicePath = path;
            return this;
        }

        /** The names of those options of a local service that others get to see as {@code remoteOptions}; none unless set. */
        public Builder remoteServiceOptions(Function<ServiceDescriptor, List<String>> names) {
            this.remoteServiceOptions = names;
            return this;
        }

        /** Hooks on every remote service, for instance authentication at a gateway. */
        public Builder hooks(Consumer<Hooks> registration) {
            this.hooks = registration;
            return this;
        }

        /** Middleware {@code before} and {@code after} every remote service, in the form that the server wants. */
        public Builder middlewares(Map<String, Object> beforeAndAfter) {
            this.middlewares = Map.copyOf(beforeAndAfter);
            return this;
        }

        /** How long a call waits, for an owner and for its answer together; 20 s unless set, also when zero. */
        public Builder timeout(Duration newTimeout) {
            this.timeout = newTimeout.isZero() ? DEFAULT_TIMEOUT : newTimeout;
            return this;
        }

        /** The events that this application says it publishes and hears; the four default ones unless set. Node peers need it for custom events. */
        public Builder distributedEvents(String... names) {
            this.distributedEvents = List.of(names);
            return this;
        }

        /** The only methods that peers may call; every one that clients may call unless set. */
        public Builder distributedMethods(String... names) {
            this.distributedMethods = List.of(names);
            return this;
        }

        /** Whether others hear the events of local services; they do unless set. */
        public Builder publishEvents(boolean publish) {
            this.publishEvents = publish;
            return this;
        }

        /** Where the healthcheck is served; {@code /distribution/healthcheck/} unless set. */
        public Builder healthcheckPath(String path) {
            this.healthcheckPath = path;
            return this;
        }

        /**
         * How long to wait before joining the mesh; not at all unless set ({@code COTE_DELAY}). When negative the application joins by
         * {@link Distribution#initialize}.
         */
        public Builder coteDelay(Duration delay) {
            this.coteDelay = delay;
            return this;
        }

        /** How long to wait between the components of the link; not at all unless set ({@code COMPONENT_DELAY}). */
        public Builder componentDelay(Duration delay) {
            this.componentDelay = delay;
            return this;
        }

        /** How long to wait after joining before local services are announced; not at all unless set ({@code PUBLICATION_DELAY}). */
        public Builder publicationDelay(Duration delay) {
            this.publicationDelay = delay;
            return this;
        }

        /** How often local services are announced again ({@code HEARTBEAT_INTERVAL}); never unless set, for every newcomer is told at once. */
        public Builder heartbeatInterval(Duration interval) {
            this.heartbeatInterval = interval;
            return this;
        }

        /**
         * What becomes of the params that a peer sends. Unless set they are trusted, as in Node: a gateway passes on who the user is. An application among
         * strangers removes here what they must not decide, for instance {@code params -> params.without("user").without("provider")}.
         * Whatever it does, {@code fromRemote} is true.
         */
        public Builder remoteParams(UnaryOperator<Params> accept) {
            this.remoteParams = accept;
            return this;
        }

        /** How many calls may wait for an owner to return; a further one fails as Unavailable. */
        public Builder maxWaitingCalls(int limit) {
            this.maxWaitingCalls = limit;
            return this;
        }

        /** How many calls of peers may run at once; a further one is refused as Unavailable. */
        public Builder maxCallsInFlight(int limit) {
            this.maxCallsInFlight = limit;
            return this;
        }

        /** How many events of one remote service may wait for its listeners; further ones are dropped with a warning. */
        public Builder maxQueuedEvents(int limit) {
            this.maxQueuedEvents = limit;
            return this;
        }

        /** How long calls of peers may go on when the application closes. */
        public Builder gracePeriod(Duration timeout) {
            this.gracePeriod = timeout;
            return this;
        }

        /** How calls are spread over the owners of a service; in turn unless set. */
        public Builder balancing(LoadBalancing how) {
            this.balancing = how;
            return this;
        }

        /** When a connected peer that does not answer is left out of the rotation: {@link Detection#DEFAULT} unless set. */
        public Builder detection(Detection newDetection) {
            this.detection = newDetection;
            return this;
        }

        /**
         * How many bytes the requests of peers that run at once may have together; a further one is refused as Unavailable. A sixteenth of the heap unless set: a
         * request takes several times its bytes once it is read. One request alone may be larger.
         */
        public Builder maxBytesInFlight(long limit) {
            this.maxBytesInFlight = limit;
            return this;
        }

        /** Options of the cote link, under the names of cote: {@code broadcast}, {@code multicast}, {@code helloInterval}, ... */
        public Builder cote(Map<String, ? extends @Nullable Object> options) {
            linkOptions.put("cote", new java.util.LinkedHashMap<>(options));
            return this;
        }

        /** The link to use; the one on the class path unless set. */
        public Builder link(MeshLink newLink) {
            this.link = newLink;
            return this;
        }

        /** The loop to use, for tests that move time themselves. */
        public Builder loop(MeshLoop newLoop) {
            this.loop = newLoop;
            return this;
        }

        private static List<String> normal(String... paths) {
            return java.util.Arrays.stream(paths)
                    .map(org.feathers4j.ServicePath::normal)
                    .toList();
        }

        DistributionOptions build() {
            return new DistributionOptions(
                    key,
                    services,
                    remoteServices,
                    remoteServicePath,
                    remoteServiceOptions,
                    hooks,
                    middlewares,
                    timeout,
                    distributedEvents,
                    Optional.ofNullable(distributedMethods),
                    publishEvents,
                    healthcheckPath,
                    new StartDelays(coteDelay, componentDelay, publicationDelay, heartbeatInterval),
                    remoteParams,
                    maxWaitingCalls,
                    maxCallsInFlight,
                    maxQueuedEvents,
                    gracePeriod,
                    balancing,
                    detection,
                    maxBytesInFlight,
                    Map.copyOf(linkOptions),
                    Optional.ofNullable(link),
                    Optional.ofNullable(loop));
        }
    }
}
