package org.feathers4j;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Feathers application: services by their paths, hooks, settings, and plugins.
 *
 * <pre>{@code
 * var app = Application.create();
 * app.configure(Server.create());
 * app.configure(Distribution.create());
 * app.use("todos", new Todos());
 * app.listen(3030);
 * }</pre>
 *
 * <p>Safe for all threads: services and hooks may be added and removed at any time, also under traffic; looking up and calling a service takes no lock.
 */
public final class Application implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Application.class);

    private static final int DEFAULT_PORT = 3030;

    private final Registry registry = new Registry();
    private final Lifetime lifetime = new Lifetime(this, registry);
    private final Map<String, Object> settings = new ConcurrentHashMap<>();
    private final Listeners<EventListener> listeners = new Listeners<>();
    private final List<Consumer<AnsweredRequest>> requestListeners = new CopyOnWriteArrayList<>();
    private final CallObservers callObservers = new CallObservers();
    private final List<ConnectionGate> gates = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Object> plugins = new CopyOnWriteArrayList<>();
    private final ReentrantLock hooksLock = new ReentrantLock();
    private volatile boolean exposing;
    private volatile HookTable hooks = HookTable.NONE;
    private volatile Function<String, @Nullable Service> defaultService = path -> null;

    private Application() {}

    /** A new application without services. */
    public static Application create() {
        return new Application();
    }

    /**
     * Registers a service; its methods may be called at once, also by clients and peers. A service of another application that has the path gives way.
     *
     * @param path where clients find it; slashes around it do not count; segments that begin with a colon are placeholders
     * @throws IllegalArgumentException when the path is taken, or when the service has no method
     */
    public Application use(String path, Service service) {
        return use(path, service, options -> {});
    }

    /**
     * Registers a service.
     *
     * @param path where clients find it; slashes around it do not count; segments that begin with a colon are placeholders
     * @param service what it does
     * @param options how it is registered: {@code o -> o.events("toggled")}
     * @throws IllegalArgumentException when the path is taken, or when the service has no method, or one with a reserved name
     */
    public Application use(String path, Service service, Consumer<ServiceOptions.Builder> options) {
        Objects.requireNonNull(service, () -> "The service for path '%s' is null".formatted(path));
        ServiceOptions chosen = ServiceOptions.of(service, options);
        return use(path, service, Capabilities.of(service, chosen), chosen);
    }

    /**
     * Registers a service whose methods are given as data, as those of remote services are.
     *
     * @throws IllegalArgumentException when the path is taken, or when there is no method, or one with a reserved name
     */
    public Application use(String path, Service service, ServiceDefinition definition, ServiceOptions options) {
        String normal = ServicePath.normal(path);
        ServiceDefinition complete = definition.with(normal, options);
        boolean setsUp = Overrides.any(Service.class, service, "setup");
        if (complete.methods().isEmpty() && !setsUp && !Overrides.any(Service.class, service, "teardown"))
            throw new IllegalArgumentException("Invalid service object passed for path `%s`".formatted(normal));
        add(ServiceHandle.of(this, normal, service, new Pipeline(this, complete, options, setsUp)));
        return this;
    }

    /**
     * Registers all services that another application has now, below a path. They stay the same services with the same events, and only their own hooks and
     * those of the other application run.
     */
    public Application use(String path, Application other) {
        for (ServiceHandle service : other.services())
            add(service.mounted(this, ServicePath.normal(ServicePath.normal(path) + "/" + service.path())));
        return this;
    }

    private void add(ServiceHandle service) {
        Registry.Added added = registry.add(service);
        if (added.replaced() != null) lifetime.tearDown(added.replaced());
        if (added.late()) lifetime.setUp(service);
    }

    void changed(ServiceHandle service) {
        registry.changed(service);
    }

    /**
     * Removes a service and tears it down; a teardown that fails is logged. Calls that are already running end normally.
     *
     * @return the service; empty when there was none at the path
     */
    public Optional<ServiceHandle> unuse(String path) {
        ServiceHandle removed = registry.remove(ServicePath.normal(path));
        if (removed != null) lifetime.tearDown(removed);
        return Optional.ofNullable(removed);
    }

    /** Removes this service and tears it down, unless another one has its path by now; whether it was there. */
    public boolean unuse(ServiceHandle service) {
        boolean removed = registry.remove(service);
        if (removed) lifetime.tearDown(service);
        return removed;
    }

    /**
     * The service at a path.
     *
     * @throws FeathersException NotFound when there is none
     */
    public ServiceHandle service(String path) {
        String normal = ServicePath.normal(path);
        ServiceHandle known = registry.find(normal);
        return known != null ? known : useDefault(normal);
    }

    private ServiceHandle useDefault(String path) {
        Service made = defaultService.apply(path);
        if (made == null && !isSetUp() && takesServices())
            log.warn(
                    "Service '{}' is looked up before listen() or setup(), when remote services are not known yet",
                    path);
        if (made == null) throw FeathersException.notFound("Can not find service '%s'", path);
        try {
            use(path, made);
        } catch (IllegalArgumentException e) {
            // another thread may have been first; otherwise the service is at fault
            return find(path).orElseThrow(() -> e);
        }
        return service(path);
    }

    /**
     * Provides a service for a path that has none, when {@link #service(String)} looks it up. Clients and peers never trigger this.
     *
     * @param maker makes the service for a path, which is registered from then on; null for none. Runs on the calling thread, and may run twice when two threads call
     *     at once
     */
    public Application defaultService(Function<String, @Nullable Service> maker) {
        defaultService = maker;
        return this;
    }

    /**
     * The service at a path, with records in and out.
     *
     * @throws FeathersException NotFound when there is none
     */
    public <T> TypedHandle<T> service(String path, Class<T> type) {
        return service(path).as(type);
    }

    /** The service at a path, if there is one. */
    public Optional<ServiceHandle> find(String path) {
        return Optional.ofNullable(registry.find(ServicePath.normal(path)));
    }

    /** All services in the order of their registration: a snapshot. */
    public Collection<ServiceHandle> services() {
        return registry.all();
    }

    /** Configures the application with a plugin and returns the plugin's handle, which {@link #plugin} finds from then on. */
    public <T> T configure(Plugin<T> plugin) {
        T offered = plugin.configure(this);
        plugins.addIfAbsent(offered);
        return offered;
    }

    /**
     * The handle of a configured plugin, for other plugins and for parts of the application that do not hold it:
     *
     * <pre>{@code
     * Channels channels = app.plugin(Channels.class).orElseThrow();
     * }</pre>
     *
     * @param type its class, or an interface or class that it has; the first that was configured counts
     */
    public <T> Optional<T> plugin(Class<T> type) {
        return plugins.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Sets a setting, replacing an earlier value. */
    public Application set(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    /** A setting; null when it was never set. */
    public @Nullable Object get(String name) {
        return settings.get(name);
    }

    /**
     * A setting with a type: {@code app.get("mail", MailSettings.class)}.
     *
     * @param type a class of the JDK, or a record or the like whose JSON form the setting has
     * @return null when it was never set
     * @throws IllegalArgumentException when it is set to something that does not fit; the message names the setting
     */
    public <T> @Nullable T get(String name, Class<T> type) {
        Object value = settings.get(name);
        if (value == null || type.isInstance(value)) return type.cast(value);
        try {
            return JsonMapper.shared().toTyped(value, type);
        } catch (FeathersException e) {
            throw new IllegalArgumentException("The setting '%s' does not fit: %s".formatted(name, e.message()), e);
        }
    }

    /**
     * Whether clients and other applications get the messages of exceptions that are no {@link FeathersException}, as in Feathers; false unless set. Such messages reveal tables, hosts and code.
     * Otherwise callers in other processes get a GeneralError with a neutral message, and the log has the full error.
     */
    public Application exposeMessages(boolean value) {
        exposing = value;
        return this;
    }

    /** For transports: an error as callers in other processes get it, see {@link #exposeMessages}. Its cause is for the log. */
    public FeathersException exposed(Throwable error) {
        FeathersException known = FeathersException.from(error);
        return known.isUnforeseen() && !exposing
                ? FeathersException.generalError("Something went wrong").withCause(error)
                : known;
    }

    /** Registers hooks for later calls of all services; they run outside those of the services. */
    public Application hooks(Consumer<Hooks> registration) {
        var more = new Hooks();
        registration.accept(more);
        hooksLock.lock();
        try {
            hooks = hooks.with(more.forApplication());
        } finally {
            hooksLock.unlock();
        }
        return this;
    }

    HookTable hookTable() {
        return hooks;
    }

    /** Listens for an event of the application: {@code service}, {@code service-removed}, {@code connection}, {@code disconnect}, {@code login}, {@code logout}. */
    public Registration on(String event, EventListener listener) {
        EventNames.check(event);
        return listeners.add(event, listener);
    }

    /** Listens for each real-time connection that has passed all gates, before the client is told that it is connected; on the thread that connects it. */
    public Registration onConnection(Consumer<Connection> listener) {
        return on("connection", arguments -> listener.accept((Connection) arguments[0]));
    }

    /** Listens for each real-time connection that has ended, or whose token is no longer valid; on the thread that noticed. */
    public Registration onDisconnect(Consumer<Connection> listener) {
        return on("disconnect", arguments -> listener.accept((Connection) arguments[0]));
    }

    /** Listens for each login of a client, on the thread of its call. */
    public Registration onLogin(LoginListener listener) {
        return on("login", listening(listener));
    }

    /** Listens for each logout of a client, on the thread of its call. */
    public Registration onLogout(LoginListener listener) {
        return on("logout", listening(listener));
    }

    @SuppressWarnings("unchecked") // the authentication service emits a JSON object
    private static EventListener listening(LoginListener listener) {
        return arguments -> listener.on((Map<String, @Nullable Object>) arguments[0], (Params) arguments[1]);
    }

    /** Emits an event to the application's listeners, on this thread. */
    public void emit(String event, Object... arguments) {
        listeners.emit(event, listener -> listener.on(arguments));
    }

    /** For plugins: whether an event of the application has listeners. */
    public boolean hears(String event) {
        return !listeners.isEmpty(event);
    }

    /** Listens for every answered request of a client or a peer, on the answering thread, which must not be blocked. {@link RequestLog} does so. */
    public Registration onAnswered(Consumer<AnsweredRequest> listener) {
        requestListeners.add(listener);
        return () -> requestListeners.remove(listener);
    }

    /** For transports: whether {@link #answered} has listeners. */
    public boolean hearsRequests() {
        return !requestListeners.isEmpty();
    }

    /** For transports: reports an answered request. */
    public void answered(AnsweredRequest request) {
        for (Consumer<AnsweredRequest> listener : requestListeners)
            Lifetime.logged("A listener of requests", () -> listener.accept(request));
    }

    /** For plugins that measure or trace: observes every later call of every service, those of clients and peers and those inside the application. */
    public Registration onCall(CallObserver observer) {
        return callObservers.add(observer);
    }

    /** Whether all observers of calls promise not to block. */
    boolean isObservedWithoutBlocking() {
        return callObservers.isNonBlocking();
    }

    @Nullable
    CallObserver callObserver() {
        return callObservers.joined();
    }

    /** For plugins: sees every service, those that are there already at once. */
    public Application onServices(ServiceRegistryListener listener) {
        registry.follow(listener);
        return this;
    }

    /** Adds a gate that every later real-time connection has to pass. */
    public Application gate(ConnectionGate gate) {
        gates.add(gate);
        return this;
    }

    /** For transports: the gates that a new connection has to pass, in order; a snapshot. */
    public List<ConnectionGate> gates() {
        return List.copyOf(gates);
    }

    /**
     * For plugins: a transport for clients, started by {@link #listen} and stopped by {@link #close}.
     *
     * @throws IllegalStateException when the application listens already
     */
    public Application transport(Transport transport) {
        lifetime.add(transport);
        return this;
    }

    /**
     * For plugins: something that starts and stops with the application.
     *
     * @throws IllegalStateException when the application has started already, and this would have to start with it
     */
    public Application lifeCycle(LifeCycle lifeCycle) {
        if (lifetime.isSetUp() && Overrides.any(LifeCycle.class, lifeCycle, "started"))
            throw new IllegalStateException(
                    "A plugin is configured after listen() or setup(), so that it would never start: configure it before");
        lifetime.add(lifeCycle);
        return this;
    }

    /** Whether a plugin adds services of other applications: a service that is missing now may still appear. */
    public boolean takesServices() {
        return lifetime.takesServices();
    }

    /** Lets clients in, see {@link #listen(int)}, at the port that the setting {@code port} says, as a number or as text; 3030 when there is none. */
    public Application listen() {
        Object port = get("port");
        return listen(port == null ? DEFAULT_PORT : Integer.parseInt(port.toString()));
    }

    /**
     * Sets up the services and then lets clients in: every transport binds its port, which is this one for a transport without {@linkplain Transport#ownPort a port of its own},
     * and plugins start.
     * When it fails everything is undone: services that were set up are torn down again, ports are free, no thread keeps the process running, and a mesh that was joined before is left.
     * It may be called again then, unless the application had been {@linkplain #setup set up} before: that one is closed. Without a transport it only sets up, and says so in the log.
     *
     * @param port the TCP port, 0 for any free one
     * @throws IllegalStateException when a service or a hook can not be set up, a port can not be bound, or the application is closed. Unchecked exceptions of services come as
     *     they are
     */
    public Application listen(int port) {
        lifetime.listen(port);
        return this;
    }

    /**
     * The TCP port clients connect to; 0 when nothing listens. With several transports, the port of the one that listens where {@link #listen(int)} says; the remaining ones
     * have ports of their own.
     */
    public int port() {
        return lifetime.port();
    }

    /**
     * Sets up every service in the order of registration, then starts the plugins. Services registered later are set up at once. Does nothing when the
     * services are set up already.
     *
     * @throws IllegalStateException when the application is closed, or a service or a hook can not be set up; the following ones are not set up then, those before are torn down, and
     *     it may be called again. Unchecked exceptions come as they are
     */
    public Application setup() {
        lifetime.setup();
        return this;
    }

    /** Whether all services are set up: from then on until they are torn down. For plugins that must not accept clients before. */
    public boolean isSetUp() {
        return lifetime.isSetUp();
    }

    /**
     * Closes this application when its process is asked to end, by SIGTERM for instance: calls in flight are finished first, as {@link #close} does.
     *
     * <pre>{@code
     * Application.create().closeOnExit().configure(...)
     * }</pre>
     */
    public Application closeOnExit() {
        var hook = new ExitHook(this::close);
        lifetime.add(new LifeCycle() {
            @Override
            public void closed(Application app) {
                hook.remove();
            }
        });
        return this;
    }

    /**
     * Withdraws from the mesh, refuses new connections and calls, finishes the calls in flight, tears the services down in the order of registration and stops. A step
     * that fails is logged, and the next one follows. Does nothing the second time.
     */
    @Override
    public void close() {
        lifetime.close();
    }

    /**
     * For plugins: the rest of a grace period, which starts for all plugins when the application starts to close; the whole period before that. Plugins that wait for calls in flight
     * would otherwise add up their periods.
     */
    public Duration remaining(Duration gracePeriod) {
        return lifetime.remaining(gracePeriod);
    }
}
