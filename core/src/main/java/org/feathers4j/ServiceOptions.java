package org.feathers4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * How a service is registered. Immutable; every method with arguments returns a changed copy:
 *
 * <pre>{@code
 * app.use("todos", todos, o -> o.method("toggle", todos::toggle).events("toggled"));
 * }</pre>
 */
public final class ServiceOptions {
    /** Every record that changes causes one of these. */
    public static final List<String> DEFAULT_EVENTS = List.of("created", "updated", "patched", "removed");

    private static final ServiceOptions DEFAULTS = new ServiceOptions();

    // Written only while a copy is made, before anybody else has it. All values are immutable.
    private @Nullable List<String> methods;
    private Map<String, MethodHandler> customMethods = Map.of();
    private List<String> events = List.of();
    private @Nullable List<String> serviceEvents;
    private @Nullable List<String> distributedEvents;
    private @Nullable List<String> distributedMethods;
    private Map<String, String> routeParams = Map.of();
    private Map<String, @Nullable Object> others = Map.of();
    private Consumer<Hooks> hooks = registration -> {};
    private boolean refusesUnknown;

    private ServiceOptions() {}

    private ServiceOptions changed(Consumer<ServiceOptions> change) {
        var copy = new ServiceOptions();
        copy.methods = methods;
        copy.customMethods = customMethods;
        copy.events = events;
        copy.serviceEvents = serviceEvents;
        copy.distributedEvents = distributedEvents;
        copy.distributedMethods = distributedMethods;
        copy.routeParams = routeParams;
        copy.others = others;
        copy.hooks = hooks;
        copy.refusesUnknown = refusesUnknown;
        change.accept(copy);
        return copy;
    }

    /** The methods the service implements, no events of its own. */
    public static ServiceOptions defaults() {
        return DEFAULTS;
    }

    /** The methods the service implements, and the events that it says it emits. */
    static ServiceOptions of(Service service) {
        return service instanceof Service.Emits emits
                ? DEFAULTS.events(emits.events().toArray(String[]::new))
                : DEFAULTS;
    }

    /** The only methods that clients and peers may call, custom ones included; by default all that the service has. */
    public ServiceOptions methods(String... names) {
        return changed(copy -> copy.methods = List.of(names));
    }

    /**
     * A custom method: callable by clients, by peers and by {@link ServiceHandle#call(String, Object, Params)}.
     *
     * @param name its name; those of Feathers' own functions ({@code on}, {@code hooks}, ...) are refused when the service is registered
     */
    public ServiceOptions method(String name, CustomMethod method) {
        return handler(name, context -> method.call(context.data(), context.params()));
    }

    /** A custom method with types on both ends. Data that do not fit never reach it: the caller gets a BadRequest. */
    public <D, R> ServiceOptions method(String name, Class<D> dataType, CustomMethod.Typed<D, R> method) {
        return handler(name, context -> {
            boolean exact = context.service().options().refusesUnknownMembers();
            JsonMapper shapes = exact ? JsonMapper.shared().refusingUnknown() : JsonMapper.shared();
            return shapes.toJson(method.call(shapes.toTyped(context.data(), dataType), context.params()));
        });
    }

    private ServiceOptions handler(String name, MethodHandler handler) {
        var all = new LinkedHashMap<>(customMethods);
        all.put(name, handler);
        return changed(copy -> copy.customMethods = Collections.unmodifiableMap(all));
    }

    /**
     * Events that the service emits itself, instead of {@link Service.Emits#events()}; they are published to clients like the default ones and never emitted
     * automatically.
     */
    public ServiceOptions events(String... names) {
        return changed(copy -> copy.events = List.of(names));
    }

    /** The complete list of events that may be published; replaces the default ones and {@link #events}. */
    public ServiceOptions serviceEvents(String... names) {
        return changed(copy -> copy.serviceEvents = List.of(names));
    }

    /** The events that other applications of the mesh may hear; by default {@link #publishedEvents()}. */
    public ServiceOptions distributedEvents(String... names) {
        return changed(copy -> copy.distributedEvents = List.of(names));
    }

    /** The methods that other applications of the mesh may call; by default all that clients may call. */
    public ServiceOptions distributedMethods(String... names) {
        return changed(copy -> copy.distributedMethods = List.of(names));
    }

    /** Constant values for {@code params.route}; values of placeholders in the path win. */
    public ServiceOptions routeParams(Map<String, String> values) {
        return changed(copy -> copy.routeParams = Map.copyOf(values));
    }

    /** More hooks of the service, there from its first call on: with {@link ServiceHandle#hooks} a call could come before them. */
    public ServiceOptions hooks(Consumer<Hooks> registration) {
        return changed(copy -> copy.hooks = hooks.andThen(registration));
    }

    /**
     * Makes it a BadRequest when data for {@code create}, {@code update} and typed methods of a typed service have members which its records do not have: they may be misspelt. By default such members are
     * ignored, because clients send back records with what hooks, databases and newer versions of a service have added.
     */
    public ServiceOptions refuseUnknownMembers() {
        return changed(copy -> copy.refusesUnknown = true);
    }

    /** Whether {@link #refuseUnknownMembers} was said. */
    public boolean refusesUnknownMembers() {
        return refusesUnknown;
    }

    /** An option for a plugin or for the application itself, readable with {@link #option}. */
    public ServiceOptions with(String name, @Nullable Object value) {
        var all = new LinkedHashMap<>(others);
        all.put(name, value);
        return changed(copy -> copy.others = Collections.unmodifiableMap(all));
    }

    /** The listed methods; empty when every method of the service counts. */
    public Optional<List<String>> methods() {
        return Optional.ofNullable(methods);
    }

    /** The custom methods by name, in the order of registration. */
    public Map<String, MethodHandler> customMethods() {
        return customMethods;
    }

    /** The events that the service emits itself. */
    public List<String> events() {
        return events;
    }

    /** The events that may be published to clients: the default ones, then the service's own, unless {@link #serviceEvents} replaced them. */
    public List<String> publishedEvents() {
        if (serviceEvents != null) return serviceEvents;
        var all = new LinkedHashSet<>(DEFAULT_EVENTS);
        all.addAll(events);
        return List.copyOf(all);
    }

    /** The events that peers may hear. In Feathers' order for the mesh: own events first, then the default ones. */
    public List<String> distributedEvents() {
        if (distributedEvents != null) return distributedEvents;
        if (serviceEvents != null) return serviceEvents;
        var all = new ArrayList<>(events);
        DEFAULT_EVENTS.stream().filter(event -> !events.contains(event)).forEach(all::add);
        return List.copyOf(all);
    }

    /** All events that the service may have, whoever gets them. */
    Set<String> allEvents() {
        var all = new LinkedHashSet<>(DEFAULT_EVENTS);
        all.addAll(events);
        all.addAll(publishedEvents());
        all.addAll(distributedEvents());
        return all;
    }

    /** The methods that peers may call; empty when all that clients may call. */
    public Optional<List<String>> distributedMethods() {
        return Optional.ofNullable(distributedMethods);
    }

    /** The constant values for {@code params.route}. */
    public Map<String, String> routeParams() {
        return routeParams;
    }

    /** Whether it is a service of another application, whose methods may change with its provider. */
    boolean isRemote() {
        return Boolean.TRUE.equals(option("remote"));
    }

    HookTable hookTable(ServiceDefinition definition) {
        var registration = new Hooks();
        hooks.accept(registration);
        return HookTable.NONE.with(registration.forService(definition, isRemote()));
    }

    /** The option with this name, set by {@link #with}; null when absent. */
    public @Nullable Object option(String name) {
        return others.get(name);
    }

    /** All options set by {@link #with}. */
    public Map<String, @Nullable Object> options() {
        return others;
    }
}
