package org.feathers4j;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A registered service, local or remote: its methods with all their hooks, its events, and the place to register more of both. Safe for all threads;
 * a call runs on the thread that makes it and blocks it until there is a result.
 *
 * <pre>{@code
 * ServiceHandle todos = app.service("todos");
 * Object todo = todos.create(Map.of("text", "Write"));
 * todos.on("created", (item, context) -> log.info("created {}", item));
 * }</pre>
 *
 * <p>Data and results are plain JSON values. In data and queries of Java code times, UUIDs, enums, sets, arrays and records may stand as they are: hooks and services get
 * their {@linkplain JsonForm JSON form}. Every method throws what the service or a hook throws, if it is unchecked; anything else comes as a
 * {@link FeathersException} with it as the cause: GeneralError, or Unavailable when the thread was interrupted. A method that the service does not have is
 * MethodNotAllowed.
 */
public final class ServiceHandle {
    private final Application app;
    private final String path;
    private final Service service;
    private final Pipeline pipeline;

    private ServiceHandle(Application app, String path, Service service, Pipeline pipeline) {
        this.app = app;
        this.path = path;
        this.service = service;
        this.pipeline = pipeline;
    }

    static ServiceHandle of(Application app, String path, Service service, Pipeline pipeline) {
        var handle = new ServiceHandle(app, path, service, pipeline);
        pipeline.handles().add(handle);
        return handle;
    }

    /** The same service at a path of another application. */
    ServiceHandle mounted(Application other, String otherPath) {
        return of(other, otherPath, service, pipeline);
    }

    /** The application that it is registered with. */
    public Application app() {
        return app;
    }

    /** The registered path, without slashes around it. */
    public String path() {
        return path;
    }

    /** The object that was registered. */
    public Service implementation() {
        return service;
    }

    /** Whether it is a service of another application at a path of this one, where it may go on after it was removed here. */
    public boolean isMounted() {
        return !pipeline.app().equals(app);
    }

    /** Its methods as data. Those of a remote service change with what its providers offer. */
    public ServiceDefinition definition() {
        return pipeline.definition();
    }

    /** How it was registered. Those of a remote service change with what its providers offer. */
    public ServiceOptions options() {
        return pipeline.options();
    }

    /** Whether clients and peers may call this method. */
    public boolean allows(String method) {
        return definition().callable().contains(method);
    }

    /** Every record. */
    public @Nullable Object find() {
        return find(Params.empty());
    }

    /** The records that the query matches: a list, or a page ({@code total, limit, skip, data}). */
    public @Nullable Object find(Params params) {
        return run("find", null, null, params);
    }

    /** The record with this id. */
    public @Nullable Object get(long id) {
        return get(Id.of(id), Params.empty());
    }

    /** The record with this id. */
    public @Nullable Object get(String id) {
        return get(Id.of(id), Params.empty());
    }

    /** The record with this id. */
    public @Nullable Object get(Id id, Params params) {
        return run("get", id, null, params);
    }

    /** The new record. */
    public @Nullable Object create(@Nullable Object data) {
        return create(data, Params.empty());
    }

    /** The new record; the new records when data is a list and the service makes many at once. */
    public @Nullable Object create(@Nullable Object data, Params params) {
        return run("create", null, data, params);
    }

    /** The record after data have replaced it. */
    public @Nullable Object update(long id, @Nullable Object data) {
        return update(Id.of(id), data, Params.empty());
    }

    /** The record after data have replaced it. */
    public @Nullable Object update(String id, @Nullable Object data) {
        return update(Id.of(id), data, Params.empty());
    }

    /** The record after data have replaced it. */
    public @Nullable Object update(Id id, @Nullable Object data) {
        return update(id, data, Params.empty());
    }

    /** The record after data have replaced it; a null id addresses every record that the query matches, as in Feathers. */
    public @Nullable Object update(@Nullable Id id, @Nullable Object data, Params params) {
        return run("update", id, data, params);
    }

    /** The record after data were merged into it. */
    public @Nullable Object patch(long id, @Nullable Object data) {
        return patch(Id.of(id), data, Params.empty());
    }

    /** The record after data were merged into it. */
    public @Nullable Object patch(String id, @Nullable Object data) {
        return patch(Id.of(id), data, Params.empty());
    }

    /** The record after data were merged into it. */
    public @Nullable Object patch(Id id, @Nullable Object data) {
        return patch(id, data, Params.empty());
    }

    /** The record after data were merged into it; a null id addresses every record that the query matches, as in Feathers. */
    public @Nullable Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        return run("patch", id, data, params);
    }

    /**
     * The records after data were merged into each that the query matches: a list. Services refuse it (MethodNotAllowed) unless they allow it, as with the option
     * {@code multi} of adapters.
     *
     * @param params whose query says which; {@code Params.empty()} for all there are
     */
    public @Nullable Object patchAll(@Nullable Object data, Params params) {
        return patch(null, data, params);
    }

    /** The removed record. */
    public @Nullable Object remove(long id) {
        return remove(Id.of(id), Params.empty());
    }

    /** The removed record. */
    public @Nullable Object remove(String id) {
        return remove(Id.of(id), Params.empty());
    }

    /** The removed record. */
    public @Nullable Object remove(Id id) {
        return remove(id, Params.empty());
    }

    /** The removed record; a null id addresses every record that the query matches, as in Feathers. */
    public @Nullable Object remove(@Nullable Id id, Params params) {
        return run("remove", id, null, params);
    }

    /**
     * Removes every record that the query matches: a list of them. Services refuse it (MethodNotAllowed) unless they allow it, as with the option {@code multi} of
     * adapters.
     *
     * @param params whose query says which; {@code Params.empty()} for all there are
     */
    public @Nullable Object removeAll(Params params) {
        return remove(null, params);
    }

    /** The result of a custom method. */
    public @Nullable Object call(String method, @Nullable Object data) {
        return call(method, data, Params.empty());
    }

    /** The result of a custom method. */
    public @Nullable Object call(String method, @Nullable Object data, Params params) {
        return run(method, null, data, params);
    }

    private @Nullable Object run(String method, @Nullable Id id, @Nullable Object data, Params params) {
        HookContext context = context(method, id, data, params);
        context.toPlain();
        run(context);
        return context.result();
    }

    /** The method itself gives data and query their JSON form. */
    private @Nullable Object unformed(String method, @Nullable Id id, @Nullable Object data, Params params) {
        HookContext context = context(method, id, data, params);
        run(context);
        return context.result();
    }

    /**
     * A call prepared but not yet run, for callers that need more than the result: transports read {@link HookContext#dispatch()} and {@link HookContext#http()}
     * afterwards.
     *
     * @throws FeathersException MethodNotAllowed when the service has no such method
     */
    public HookContext context(String method, @Nullable Id id, @Nullable Object data, Params params) {
        MethodDefinition found = definition().methods().get(method);
        if (found == null) throw notAllowed(method);
        return new HookContext(this, found, id, data, params);
    }

    /** Runs the startup checks of its hooks. */
    void starting() throws Exception {
        pipeline.starting(this);
    }

    /** From now on calls are expected. */
    void settingUp() {
        pipeline.settingUp();
    }

    /** From now on calls are a mistake. */
    void closed() {
        pipeline.closed();
    }

    FeathersException notAllowed(String method) {
        return FeathersException.methodNotAllowed("Method '%s' not allowed on service '%s'", method, path);
    }

    /**
     * Runs a call that {@link #context} of this service has prepared, once, with all its hooks, then emits its event. On return the context has the result.
     */
    public void run(HookContext context) {
        pipeline.run(context);
    }

    /**
     * For plugins: has other methods and options from now on, as remote services do when their providers offer something else. Hooks and listeners stay; hooks of
     * the options are not registered again.
     *
     * @throws IllegalArgumentException when there is a method with a reserved name
     */
    public void redefine(ServiceDefinition definition, ServiceOptions options) {
        pipeline.redefine(definition.with(path, options), options);
        for (ServiceHandle each : pipeline.handles()) each.app.changed(each);
    }

    /**
     * For transports and plugins: whether calls of this method can be made on an event loop, because the method, its hooks and what observes it {@linkplain NonBlocking promise not to block}. A
     * method that emits an event never can.
     */
    public boolean isNonBlocking(String method) {
        return pipeline.isNonBlocking(method) && app.isObservedWithoutBlocking();
    }

    /** Whether any hook runs with calls of this method: one of the service, or of its application. */
    public boolean hasHooks(String method) {
        return pipeline.hasHooks(method);
    }

    /**
     * Whether such a hook runs before or around calls of this method: one of the service, or of its application.
     *
     * @param which is asked about the registered hooks, {@link Hook} or {@link Hook.Around}
     */
    public boolean hasHooksBefore(String method, Predicate<Object> which) {
        return pipeline.hasHooksBefore(method, which);
    }

    /**
     * The hooks of a type that run with calls of a method, those of the application first: for plugins that describe services.
     *
     * @return each a {@link Hook}, or a {@link Hook.Around} for {@link HookType#AROUND}
     */
    public List<Object> hooksOf(String method, HookType type) {
        return pipeline.hooksOf(method, type);
    }

    /** Registers hooks for later calls. */
    public ServiceHandle hooks(Consumer<Hooks> registration) {
        pipeline.hooks(registration);
        return this;
    }

    /** Listens for an event; the returned registration removes the listener again. The log warns of an event that the service does not have. */
    public Registration on(String event, ServiceListener listener) {
        EventNames.check(path, options().allEvents(), event);
        return pipeline.listeners().add(event, listener);
    }

    /**
     * Listens for an event under a name, on a service that stores its events: including events that occurred while no listener of this name was registered, in order, each event at
     * least once. The service documents what that means exactly; services over databases store events when configured to.
     *
     * <pre>{@code
     * orders.on("created", "mailer", (order, context) -> mail(order));   // after a restart too
     * }</pre>
     *
     * @param name of the listener: its position in the events is stored under it
     * @param listener runs on a thread of the service's, without a context; what it throws is logged, and it gets the same event again
     * @return ends the listener; its position stays stored
     * @throws IllegalStateException when the service keeps no events
     */
    public Registration on(String event, String name, ServiceListener listener) {
        EventNames.check(path, options().allEvents(), event);
        Service.Remembers store = service instanceof Service.Remembers itself ? itself : pipeline.eventStore();
        if (store != null) return store.on(event, name, listener);
        throw new IllegalStateException(
                "Service '%s' keeps no events, so no listener can have a name; use on(\"%s\", listener), or a service over a database or a link to the mesh that keeps them"
                        .formatted(path, event));
    }

    /**
     * Listens for an event of this service here and at all its replicas: applications of the mesh with the same key that have a service of their own at this path. Each event comes once,
     * those of one replica in their order; {@link HookContext#isFromReplica} tells where it was caused. Work that has to be done once, such as a mail, belongs in {@link #on}, whose
     * listeners hear what this application has caused only.
     *
     * <p>Events of replicas come on a queue of the mesh's, while the option {@code replicaEvents} of the distribution is on. What replicas emit while this application has no connection
     * with them is lost, as for every listener of the mesh.
     *
     * @return ends the listener
     */
    public Registration onAnyReplica(String event, ServiceListener listener) {
        Registration here = on(event, listener);
        Registration there = pipeline.replicaListeners().add(event, listener);
        return () -> {
            here.remove();
            there.remove();
        };
    }

    /** For plugins: listeners with a name get the events of this service from a store from now on. A service that {@link Service.Remembers remembers} its events keeps its own. */
    public void keepEvents(Service.Remembers store) {
        pipeline.eventStore(store);
    }

    /** Emits an event of the service's own to its listeners, on this thread. */
    public void emit(String event, @Nullable Object item) {
        emit(event, item, null);
    }

    /** Emits an event with the call that caused it, on this thread. */
    public void emit(String event, @Nullable Object item, @Nullable HookContext context) {
        pipeline.emit(event, item, context);
    }

    /** For plugins: emits an event that another application has caused, with the identity that it has at all that get it; null when it has none. */
    public void emit(
            String event, @Nullable Object item, @Nullable HookContext context, @Nullable EventIdentity identity) {
        pipeline.emit(event, item, context, identity);
    }

    /**
     * For plugins: emits an event that a replica of this service has caused, on this thread, to channels and to {@linkplain #onAnyReplica those who listen to replicas}; not to others,
     * so that nothing is done twice.
     */
    public void emitFromReplica(String event, @Nullable Object item, @Nullable HookContext context) {
        emitFromReplica(event, item, context, null);
    }

    /** The same with the identity that the event has at all replicas; null when it has none. */
    public void emitFromReplica(
            String event, @Nullable Object item, @Nullable HookContext context, @Nullable EventIdentity identity) {
        pipeline.emitFromReplica(event, item, context, identity);
    }

    /**
     * For plugins: whether anybody would notice an event that is emitted now, a listener or what observes calls. What nobody notices need not be read.
     *
     * @param event its name
     */
    public boolean isHeard(String event) {
        return pipeline.isHeard(event);
    }

    /** The same for an event of a replica, see {@link #emitFromReplica}. */
    public boolean isHeardFromReplicas(String event) {
        return pipeline.isHeardFromReplicas(event);
    }

    /** The same service with records in and out. */
    public <T> TypedHandle<T> as(Class<T> type) {
        return new TypedHandle<>(this, type);
    }

    /**
     * The same service behind an interface of your own, custom methods included:
     *
     * <pre>{@code
     * interface Todos {
     *     Found<Todo> find(Params params);
     *     Todo get(long id);
     *     Todo create(Todo data);
     *     Todo toggle(Toggle data);                  // a custom method
     *     default Todo note(String text) { return create(new Todo(null, text, false)); }
     * }
     * Todos todos = app.service("todos").proxy(Todos.class);
     * }</pre>
     *
     * <p>The name of a method is that of the service's. Arguments come in Feathers' order: the id (an {@link Id}, a text or a number), then data (any object with a
     * JSON form), then {@link Params}, which may be left out; of a custom method data too. Results are read as what the method declares: a record, a list, a
     * number, {@code Found<Todo>} for {@code find}. Methods throw what those of {@link TypedHandle} throw; a method with a body runs it.
     *
     * @param type an interface
     * @throws IllegalArgumentException when it is none, or a method does not look like one of a service; the message says which
     */
    public <I> I proxy(Class<I> type) {
        return ServiceProxy.of(type, path, this, this::unformed);
    }

    @Override
    public String toString() {
        return "Service '%s' %s".formatted(path, definition().callable());
    }
}
