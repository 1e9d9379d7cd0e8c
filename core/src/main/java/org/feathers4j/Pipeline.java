package org.feathers4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the calls of a service: its hooks and those of its application, prepared chains of them, and the listeners of its events. Owner of all three;
 * safe for all threads. A service that is used in several applications has one pipeline and several handles.
 */
final class Pipeline {
    private static final Logger log = LoggerFactory.getLogger(ServiceHandle.class);

    private final Application app;
    private final boolean isRemote;
    private final List<ServiceHandle> handles = new CopyOnWriteArrayList<>();
    private final Listeners<ServiceListener> listeners = new Listeners<>();
    private final Listeners<ServiceListener> replicaListeners = new Listeners<>();
    private final EventSource source = new EventSource();
    private final ReentrantLock hooksLock = new ReentrantLock();
    /** Why a call is unexpected: before the setup of the service, or after the end of its application. Null otherwise, and once a call was warned about. */
    private volatile @Nullable String unexpected;

    private volatile ServiceDefinition definition;
    private volatile ServiceOptions options;
    private volatile List<String> ownEvents;
    private volatile HookTable hooks;
    private volatile Chains chains;
    private volatile Service.@Nullable Remembers eventStore;

    /** @param waitsForSetup whether the service has a setup of its own, which has not run yet */
    Pipeline(Application app, ServiceDefinition definition, ServiceOptions options, boolean waitsForSetup) {
        this.app = app;
        this.unexpected = waitsForSetup ? "before listen() or setup(), so that its setup has not run" : null;
        this.definition = definition;
        this.options = options;
        this.isRemote = options.isRemote();
        this.ownEvents = options.events();
        this.hooks = options.hookTable(definition);
        this.chains = Chains.of(definition, app.hookTable(), hooks);
    }

    /** Runs the startup checks of the hooks of the service and of its application. */
    void starting(ServiceHandle service) throws Exception {
        for (Hook.Starting each : hooks.starting()) each.starting(service);
        for (Hook.Starting each : app.hookTable().starting()) each.starting(service);
    }

    void settingUp() {
        unexpected = null;
    }

    void closed() {
        unexpected = "after close(), so that its teardown has run";
    }

    /** A service may lack what only its setup makes. */
    private void complain(HookContext context, String when) {
        unexpected = null;
        log.warn(
                "{} of service '{}' is called {}",
                context.method(),
                context.service().path(),
                when);
    }

    Application app() {
        return app;
    }

    ServiceDefinition definition() {
        return definition;
    }

    ServiceOptions options() {
        return options;
    }

    /** The services that run through it: the registered one, and those at the paths of other applications. */
    List<ServiceHandle> handles() {
        return handles;
    }

    /** Has other methods and options from now on; hooks and listeners stay. */
    void redefine(ServiceDefinition newDefinition, ServiceOptions newOptions) {
        options = newOptions;
        ownEvents = newOptions.events();
        definition = newDefinition;
    }

    Listeners<ServiceListener> listeners() {
        return listeners;
    }

    /** Of the events of other replicas. */
    Listeners<ServiceListener> replicaListeners() {
        return replicaListeners;
    }

    Service.@Nullable Remembers eventStore() {
        return eventStore;
    }

    void eventStore(Service.Remembers store) {
        eventStore = store;
    }

    void hooks(Consumer<Hooks> registration) {
        var more = new Hooks();
        registration.accept(more);
        List<HookEntry> entries = more.forService(definition, isRemote);
        hooksLock.lock();
        try {
            hooks = hooks.with(entries);
        } finally {
            hooksLock.unlock();
        }
    }

    boolean hasHooks(String method) {
        return hooks.isFor(method) || app.hookTable().isFor(method);
    }

    boolean hasHooksBefore(String method, Predicate<Object> which) {
        return hooks.hasBefore(method, which) || app.hookTable().hasBefore(method, which);
    }

    List<Object> hooksOf(String method, HookType type) {
        var all = new ArrayList<Object>(app.hookTable().of(method, type));
        all.addAll(hooks.of(method, type));
        return List.copyOf(all);
    }

    void run(HookContext context) {
        CallObserver observer = context.app().callObserver();
        if (observer == null) perform(context);
        else observer.observe(context, () -> perform(context));
    }

    private void perform(HookContext context) {
        String surprise = unexpected;
        if (surprise != null) complain(context, surprise);
        context.event(context.kind().event());
        try {
            chain(context).run(context);
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            throw Interruption.of(context.method(), context.path(), e);
        } catch (Exception e) {
            throw FeathersException.from(e);
        }
        if (context.params().get(UnitOfWork.PARAM) instanceof UnitOfWork work)
            work.afterCommit(() -> emitResult(context));
        else emitResult(context);
    }

    boolean isNonBlocking(String method) {
        return chains().nonBlocking().contains(method);
    }

    private Chains chains() {
        ServiceDefinition now = definition;
        HookTable appHooks = app.hookTable();
        HookTable ownHooks = hooks;
        Chains current = chains;
        if (!current.isFor(now, appHooks, ownHooks)) chains = current = Chains.of(now, appHooks, ownHooks);
        return current;
    }

    private Step chain(HookContext context) {
        Step chain = chains().of(context.method());
        // the service may have lost the method since the call was prepared
        if (chain == null) throw context.service().notAllowed(context.method());
        return chain;
    }

    private void emitResult(HookContext context) {
        String event = context.event();
        if (event == null || ownEvents.contains(event) || listeners.isEmpty(event)) return;
        if (context.result() instanceof List<?> items) emitEach(event, items, context);
        else emit(event, context.result(), context);
    }

    private void emitEach(String event, List<?> items, HookContext context) {
        int place = 0;
        for (Object item : items) {
            context.emitting(place++);
            emit(event, item, context);
        }
    }

    void emit(String event, @Nullable Object item, @Nullable HookContext context) {
        EventIdentity.next(source, () -> deliver(listeners, event, item, context));
    }

    void emit(String event, @Nullable Object item, @Nullable HookContext context, @Nullable EventIdentity identity) {
        EventIdentity.of(identity, () -> deliver(listeners, event, item, context));
    }

    void emitFromReplica(
            String event, @Nullable Object item, @Nullable HookContext context, @Nullable EventIdentity identity) {
        if (context != null) context.fromReplica();
        EventIdentity.of(identity, () -> deliver(replicaListeners, event, item, context));
    }

    boolean isHeard(String event) {
        return isHeard(listeners, event);
    }

    boolean isHeardFromReplicas(String event) {
        return isHeard(replicaListeners, event);
    }

    private boolean isHeard(Listeners<ServiceListener> at, String event) {
        return !at.isEmpty(event) || app.callObserver() != null;
    }

    private void deliver(
            Listeners<ServiceListener> to, String event, @Nullable Object item, @Nullable HookContext context) {
        CallObserver observer = app.callObserver();
        if (observer == null || handles.isEmpty()) to.emit(event, listener -> listener.on(item, context));
        else
            observer.observeEvent(
                    handles.getFirst(), event, context, () -> to.emit(event, listener -> listener.on(item, context)));
    }
}
