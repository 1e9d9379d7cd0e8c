package org.feathers4j.channels;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.LifeCycle;
import org.feathers4j.Params;
import org.feathers4j.Plugin;
import org.feathers4j.Registration;
import org.feathers4j.SerialExecutor;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceOptions;
import org.feathers4j.ServicePath;
import org.feathers4j.ServiceRegistryListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels of an application, and the publishers that choose the channels of an event. Without a publisher no
 * client receives events.
 *
 * <pre>{@code
 * Channels channels = app.configure(Channels.create());
 * app.onConnection(connection -> channels.channel("everybody").join(connection));
 * channels.publish((item, context) -> channels.channel("everybody"));
 * channels.service("messages").publish("created", (item, context) -> channels.channel("readers", "writers"));
 * }</pre>
 *
 * <p>An event goes to one publisher, the first of those for: this service and this event, this service, this event,
 * everything; when it returns null, no other publisher is called. Services of other applications in the mesh are
 * published like local ones.
 *
 * <p>A connection leaves all channels when the application emits {@code disconnect} with it, or {@code logout} with params that have it as {@code connection}.
 *
 * <p>Safe for all threads.
 */
public final class Channels {
    private static final Logger log = LoggerFactory.getLogger(Channels.class);

    private final Application app;
    private final ChannelTable table = new ChannelTable();
    private final Publishers publishers = new Publishers();
    private final List<PublicationListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, ServicePublishing> services = new ConcurrentHashMap<>();
    /** Dropped events of services that were removed. */
    private final LongAdder gone = new LongAdder();

    private Channels(Application app) {
        this.app = app;
    }

    /** Channels for an application, those that it already has if a transport was first. */
    public static Plugin<Channels> create() {
        return create(options -> {});
    }

    /**
     * Channels for an application, those that it already has if a transport was first; the options are then without effect.
     *
     * @param change sets options: {@code o -> o.queueLimit(1000)}
     * @throws IllegalArgumentException when an option has a value that it cannot have
     */
    public static Plugin<Channels> create(Consumer<ChannelOptions.Builder> change) {
        ChannelOptions options = ChannelOptions.create(change);
        return app -> app.plugin(Channels.class)
                .orElseGet(() -> configure(
                        app,
                        service -> new SerialExecutor(
                                "publishing " + service.path(), options.queueLimit(), options.timeout())));
    }

    /** @param queues creates the queue of a service that has no {@link ServiceOptions#eventQueue} */
    static Channels configure(Application app, Function<ServiceHandle, SerialExecutor> queues) {
        var channels = new Channels(app);
        app.on("disconnect", channels::onDisconnect);
        app.on("logout", channels::onLogout);
        app.onServices(channels.follow(queues));
        if (!app.isSetUp()) app.lifeCycle(channels.checking());
        return channels;
    }

    private ServiceRegistryListener follow(Function<ServiceHandle, SerialExecutor> queues) {
        return new ServiceRegistryListener() {
            @Override
            public void added(ServiceHandle service) {
                SerialExecutor queue = service.options().eventQueue().orElseGet(() -> queues.apply(service));
                services.put(service.path(), new ServicePublishing(service, publishers, queue, Channels.this::deliver));
            }

            @Override
            public void changed(ServiceHandle service) {
                ServicePublishing changed = services.get(service.path());
                if (changed != null) changed.listen();
            }

            @Override
            public void removed(ServiceHandle service) {
                ServicePublishing removed = services.remove(service.path());
                if (removed == null) return;
                removed.removed();
                gone.add(removed.refused());
            }
        };
    }

    /** Checks the events of publishers at the start, because a publisher may be registered before its service. */
    private LifeCycle checking() {
        return new LifeCycle() {
            @Override
            public void started(Application application) {
                for (Publishers.Slot slot : publishers.slots()) check(slot);
            }
        };
    }

    private void check(Publishers.Slot slot) {
        String event = slot.event();
        String path = slot.path();
        if (event == null || ServiceOptions.DEFAULT_EVENTS.contains(event)) return;
        boolean isThere = app.services().stream()
                .anyMatch(service -> (path == null || service.path().equals(path))
                        && service.options().publishedEvents().contains(event));
        if (!isThere)
            log.warn(
                    "A publisher waits for the event '{}' of {}, which has no such event; name it in the options of its service: events(\"{}\")",
                    event,
                    path == null ? "any service" : "service '" + path + "'",
                    event);
    }

    private void onDisconnect(Object... arguments) {
        if (arguments.length > 0 && arguments[0] instanceof Connection connection) table.disconnected(connection);
    }

    private void onLogout(Object... arguments) {
        if (arguments.length > 1
                && arguments[1] instanceof Params params
                && params.get("connection") instanceof Connection connection) table.leaveAll(connection);
    }

    /**
     * The channel of this name, created on first use; the same object every time. Several names give one channel with
     * the connections of all of them; joining and leaving it applies to each.
     *
     * @throws IllegalArgumentException when no name is given
     */
    public Channel channel(String... names) {
        if (names.length == 0) throw new IllegalArgumentException("app.channel needs at least one channel name");
        return channel(Arrays.asList(names));
    }

    /** As {@link #channel(String...)}; without names a channel without connections. */
    public Channel channel(Collection<String> names) {
        List<NamedChannel> named = names.stream().distinct().map(table::channel).toList();
        return named.size() == 1 ? named.getFirst() : new CombinedChannel(named);
    }

    /** The names of the channels that exist now: those with connections, and empty ones that are still referenced. */
    public List<String> names() {
        return table.names();
    }

    /** Registers the publisher for all events without a more specific publisher; replaces an earlier one. */
    public Channels publish(Publisher publisher) {
        publishers.register(null, null, publisher);
        return this;
    }

    /**
     * Registers the publisher for one event of all services without a more specific publisher; replaces an earlier one.
     * Events of one service: {@link #service}.
     *
     * @param event any name, also of a custom event
     */
    public Channels publishEvent(String event, Publisher publisher) {
        publishers.register(null, event, publisher);
        return this;
    }

    /**
     * The publishers of one service, which need not be registered yet.
     *
     * @param path of the service; slashes around it do not count
     */
    public PublishedService service(String path) {
        return new PublishedService(this, ServicePath.normal(path));
    }

    void register(String path, @Nullable String event, Publisher publisher) {
        if (event != null
                && app.find(path)
                        .filter(s -> !s.options().publishedEvents().contains(event))
                        .isPresent())
            throw new IllegalArgumentException("'%s' is not a valid service event".formatted(event));
        publishers.register(path, event, publisher);
    }

    /** For transports: passes every message to the listener from now on. */
    public Registration onPublication(PublicationListener transport) {
        listeners.add(transport);
        var removed = new AtomicBoolean();
        return () -> {
            // once: the same transport may be registered a second time
            if (!removed.getAndSet(true)) listeners.remove(transport);
        };
    }

    /**
     * For transports: the events that were published up to now. Waits for those that are being published, so it is not for a publisher.
     *
     * @param which the services that count
     * @param isLast whether nothing of theirs is published afterwards
     * @return empty when that takes longer than the timeout
     */
    public Optional<PublishedEvents> published(Predicate<ServiceHandle> which, boolean isLast, Duration timeout) {
        var snapshot = new PublishedEvents.Builder();
        List<ServicePublishing> all = services.values().stream()
                .filter(each -> which.test(each.service()))
                .toList();
        var left = new CountDownLatch(all.size());
        for (ServicePublishing each : all)
            if (!each.position(snapshot, isLast, left::countDown)) return Optional.empty();
        try {
            return left.await(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.of(snapshot.build())
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * For transports: whether an event without an identity was published since then. Waits for nothing.
     *
     * @param which the services that count
     * @param since as {@link System#nanoTime} tells
     */
    public boolean hasUnknown(Predicate<ServiceHandle> which, long since) {
        return services.values().stream()
                .filter(each -> which.test(each.service()))
                .anyMatch(each -> {
                    Long unknown = each.unknownAt();
                    return unknown != null && unknown - since > 0;
                });
    }

    /** The names of the channels that a connection is in. */
    public List<String> of(Connection connection) {
        return table.of(connection);
    }

    /** A connection leaves all channels, as if it had never been there: no event tells of it. */
    public void forget(Connection connection) {
        table.disconnected(connection);
    }

    private void deliver(Publication publication) {
        for (PublicationListener transport : listeners) deliver(publication, transport);
    }

    private static void deliver(Publication publication, PublicationListener transport) {
        try {
            transport.on(publication);
        } catch (RuntimeException | Error e) {
            log.warn("A transport could not deliver '{}'; other transports are not affected", publication.name(), e);
        }
    }

    /**
     * How many events were dropped because publishers were stuck; more than 0 is worth an alert. Includes the events of
     * services that were removed, up to their removal.
     */
    public long refused() {
        return gone.sum()
                + services.values().stream()
                        .mapToLong(ServicePublishing::refused)
                        .sum();
    }
}
