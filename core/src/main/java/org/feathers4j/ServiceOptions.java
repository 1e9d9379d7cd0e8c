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
 * How a service is registered. Immutable; {@link Builder} says what each option is for:
 *
 * <pre>{@code
 * app.use("todos", todos, o -> o.method("toggle", todos::toggle).events("toggled"));
 * }</pre>
 */
public final class ServiceOptions {
    /** Every record that changes causes one of these. */
    public static final List<String> DEFAULT_EVENTS = List.of("created", "updated", "patched", "removed");

    private final @Nullable List<String> methods;
    private final Map<String, MethodHandler> customMethods;
    private final Map<String, Class<?>> customDataTypes;
    private final List<String> events;
    private final @Nullable List<String> serviceEvents;
    private final @Nullable List<String> distributedEvents;
    private final @Nullable List<String> distributedMethods;
    private final Map<String, String> routeParams;
    private final Map<String, @Nullable Object> others;
    private final Consumer<Hooks> hooks;
    private final boolean refusesUnknown;
    private final @Nullable SerialExecutor eventQueue;

    private ServiceOptions(Builder from) {
        methods = from.methods;
        customMethods = Collections.unmodifiableMap(new LinkedHashMap<>(from.customMethods));
        customDataTypes = Map.copyOf(from.customDataTypes);
        events = from.events;
        serviceEvents = from.serviceEvents;
        distributedEvents = from.distributedEvents;
        distributedMethods = from.distributedMethods;
        routeParams = from.routeParams;
        others = Collections.unmodifiableMap(new LinkedHashMap<>(from.others));
        hooks = from.hooks;
        refusesUnknown = from.refusesUnknown;
        eventQueue = from.eventQueue;
    }

    /** Options for a service whose methods are given as data; see {@link Application#use(String, Service, ServiceDefinition, ServiceOptions)}. */
    public static ServiceOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    /** The methods the service implements, the events that it says it emits, and these options. */
    static ServiceOptions of(Service service, Consumer<Builder> options) {
        return of(builder -> {
            if (service instanceof Service.Emits emits)
                builder.events(emits.events().toArray(String[]::new));
            options.accept(builder);
        });
    }

    /** Whether {@link Builder#refuseUnknownMembers} was set. */
    public boolean refusesUnknownMembers() {
        return refusesUnknown;
    }

    /** The listed methods; empty when every method of the service counts. */
    public Optional<List<String>> methods() {
        return Optional.ofNullable(methods);
    }

    /** The custom methods by name, in the order of registration. */
    public Map<String, MethodHandler> customMethods() {
        return customMethods;
    }

    /** The types of the data of custom methods, by name; without methods that take plain values. */
    public Map<String, Class<?>> customDataTypes() {
        return customDataTypes;
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

    /** The events that are sent to peers. In Feathers' order for the mesh: own events first, then the default ones. */
    public List<String> distributedEvents() {
        if (distributedEvents != null) return distributedEvents;
        if (serviceEvents != null) return serviceEvents;
        var all = new ArrayList<>(events);
        DEFAULT_EVENTS.stream().filter(event -> !events.contains(event)).forEach(all::add);
        return List.copyOf(all);
    }

    /** All events that the service may emit, to any recipient. */
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

    /** The queue set by {@link Builder#eventQueue}; empty when the events of the service have none of their own. */
    public Optional<SerialExecutor> eventQueue() {
        return Optional.ofNullable(eventQueue);
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

    /** The option with this name, set by {@link Builder#with}; null when absent. */
    public @Nullable Object option(String name) {
        return others.get(name);
    }

    /** All options set by {@link Builder#with}. */
    public Map<String, @Nullable Object> options() {
        return others;
    }

    /** Options being set, given to the function passed to {@link Application#use(String, Service, Consumer)}. For one thread. */
    public static final class Builder {
        private @Nullable List<String> methods;
        private final Map<String, MethodHandler> customMethods = new LinkedHashMap<>();
        private final Map<String, Class<?>> customDataTypes = new LinkedHashMap<>();
        private List<String> events = List.of();
        private @Nullable List<String> serviceEvents;
        private @Nullable List<String> distributedEvents;
        private @Nullable List<String> distributedMethods;
        private Map<String, String> routeParams = Map.of();
        private final Map<String, @Nullable Object> others = new LinkedHashMap<>();
        private Consumer<Hooks> hooks = registration -> {};
        private boolean refusesUnknown;
        private @Nullable SerialExecutor eventQueue;

        private Builder() {}

        /** The only methods that clients and peers may call, custom ones included; all that the service has unless set. */
        public Builder methods(String... names) {
            this.methods = List.of(names);
            return this;
        }

        /**
         * A custom method: callable by clients, by peers and by {@link ServiceHandle#call(String, Object, Params)}.
         *
         * @param name its name; those of Feathers' own functions ({@code on}, {@code hooks}, ...) are refused when the service is registered
         */
        public Builder method(String name, CustomMethod method) {
            return handler(name, context -> method.call(context.data(), context.params()));
        }

        /** A custom method with types on both ends. Data that do not fit never reach it: the caller gets a BadRequest. */
        public <D, R> Builder method(String name, Class<D> dataType, CustomMethod.Typed<D, R> method) {
            handler(name, context -> {
                boolean exact = context.service().options().refusesUnknownMembers();
                JsonMapper shapes = exact ? JsonMapper.shared().refusingUnknown() : JsonMapper.shared();
                return shapes.toJson(method.call(shapes.toTyped(context.data(), dataType), context.params()));
            });
            customDataTypes.put(name, dataType);
            return this;
        }

        private Builder handler(String name, MethodHandler handler) {
            customMethods.put(name, handler);
            customDataTypes.remove(name);
            return this;
        }

        /**
         * Events that the service emits itself, instead of {@link Service.Emits#events()}; they are published to clients like the default ones and never emitted
         * automatically.
         */
        public Builder events(String... names) {
            this.events = List.of(names);
            return this;
        }

        /** The complete list of events that may be published; the default ones and {@link #events} unless set. */
        public Builder serviceEvents(String... names) {
            this.serviceEvents = List.of(names);
            return this;
        }

        /** The events that are sent to other applications of the mesh; {@link ServiceOptions#publishedEvents()} unless set. */
        public Builder distributedEvents(String... names) {
            this.distributedEvents = List.of(names);
            return this;
        }

        /** The methods that other applications of the mesh may call; all that clients may call unless set. */
        public Builder distributedMethods(String... names) {
            this.distributedMethods = List.of(names);
            return this;
        }

        /** Constant values for {@code params.route}, none unless set; values of placeholders in the path win. */
        public Builder routeParams(Map<String, String> values) {
            this.routeParams = Map.copyOf(values);
            return this;
        }

        /** More hooks of the service, there from its first call on: with {@link ServiceHandle#hooks} a call could come before them. */
        public Builder hooks(Consumer<Hooks> registration) {
            this.hooks = hooks.andThen(registration);
            return this;
        }

        /**
         * Makes it a BadRequest when data for {@code create}, {@code update} and typed methods of a typed service have members which its records do not have: they
         * may be misspelt. Unless set such members are ignored, because clients send back records with what hooks, databases and newer versions of a service have
         * added.
         */
        public Builder refuseUnknownMembers() {
            this.refusesUnknown = true;
            return this;
        }

        /**
         * For plugins that emit the events of a service on a queue: the queue, which then is the only one of these events. Publishers run on it, directly behind the
         * listeners of the event; its limit takes the place of the one that channels have. Unless set the events of a service are emitted on the thread of the
         * call, and channels queue them for their publishers.
         */
        public Builder eventQueue(SerialExecutor queue) {
            this.eventQueue = queue;
            return this;
        }

        /** An option for a plugin or for the application itself, readable with {@link ServiceOptions#option}. */
        public Builder with(String name, @Nullable Object value) {
            others.put(name, value);
            return this;
        }

        private ServiceOptions build() {
            return new ServiceOptions(this);
        }
    }
}
