package org.feathers4j;

import java.util.ArrayList;
import java.util.List;

/**
 * Hooks being registered, given to the function passed to {@link Application#hooks} and {@link ServiceHandle#hooks}. Hooks of one kind run in the order
 * of registration; those for one method run inside those for all methods, those of a service inside those of the application.
 *
 * <pre>{@code
 * app.service("todos").hooks(h -> h
 *     .before("create", context -> context.data(stamped(context.data())))
 *     .around((context, next) -> { long start = System.nanoTime(); next.run(); log(context, start); }));
 * }</pre>
 */
public final class Hooks {
    /** The word for all methods. */
    public static final String ALL = "all";

    private final List<HookEntry> entries = new ArrayList<>();

    Hooks() {}

    /** A hook before every method. */
    public Hooks before(Hook hook) {
        return before(ALL, hook);
    }

    /** A hook before one method, or before every one when the name is {@code all}. */
    public Hooks before(String method, Hook hook) {
        return add(new HookEntry.Plain(HookType.BEFORE, method, hook));
    }

    /**
     * A hook before one method, for data with a type:
     *
     * <pre>{@code
     * h.before("create", Todo.class, (context, todo) -> todo.stampedAt(Instant.now()))
     * }</pre>
     *
     * <p>It is called once for each record when data are a list, which is read whole before. Data that do not fit the type are a BadRequest, so it is for methods
     * whose data are whole records, as those of {@code create} and {@code update} are and those of {@code patch} are not.
     *
     * @param type of the records; members without a component in it are dropped from the data
     */
    public <T> Hooks before(String method, Class<T> type, Hook.Mapping<T> hook) {
        return before(
                method,
                context -> context.data(new RecordShape<>(type, JsonMapper.shared())
                        .each(context.data(), item -> hook.map(context, item))));
    }

    /** A hook after every method that succeeded. */
    public Hooks after(Hook hook) {
        return after(ALL, hook);
    }

    /** A hook after one method that succeeded. */
    public Hooks after(String method, Hook hook) {
        return add(new HookEntry.Plain(HookType.AFTER, method, hook));
    }

    /**
     * A hook after one method that succeeded, for results with a type. It is called once for each record of a list or of a page.
     *
     * @param type of the records; members without a component in it are dropped from the result
     */
    public <T> Hooks after(String method, Class<T> type, Hook.Mapping<T> hook) {
        return after(
                method,
                context -> context.result(new RecordShape<>(type, JsonMapper.shared())
                        .eachResult(context.result(), item -> hook.map(context, item))));
    }

    /** A hook for every failure. Setting {@link HookContext#result(Object)} recovers. */
    public Hooks error(Hook hook) {
        return error(ALL, hook);
    }

    /** A hook for the failures of one method. */
    public Hooks error(String method, Hook hook) {
        return add(new HookEntry.Plain(HookType.ERROR, method, hook));
    }

    /** A hook around every method. */
    public Hooks around(Hook.Around hook) {
        return around(ALL, hook);
    }

    /** A hook around one method. */
    public Hooks around(String method, Hook.Around hook) {
        return add(new HookEntry.Around(method, hook, HookName.of(hook, Hooks.class)));
    }

    /** A hook around the setup of all services; only for applications. */
    public Hooks setup(Hook.AroundApplication hook) {
        return add(new HookEntry.Setup(hook, HookName.of(hook, Hooks.class)));
    }

    /** A hook around the teardown of all services; only for applications. */
    public Hooks teardown(Hook.AroundApplication hook) {
        return add(new HookEntry.Teardown(hook, HookName.of(hook, Hooks.class)));
    }

    private Hooks add(HookEntry entry) {
        entries.add(entry);
        return this;
    }

    List<HookEntry> forApplication() {
        return entries;
    }

    /**
     * The hooks, after checking that the service has their methods: a hook with a misspelt method name would silently never run.
     *
     * @param isRemote the provider may have more methods later, and the hooks of a distribution are for services of all kinds: nothing is checked
     */
    List<HookEntry> forService(ServiceDefinition definition, boolean isRemote) {
        for (HookEntry entry : entries)
            switch (entry) {
                case HookEntry.OfMethod of when isRemote -> {}
                case HookEntry.OfMethod of -> check(of.method(), definition);
                case HookEntry.Setup setup -> throw misplaced();
                case HookEntry.Teardown teardown -> throw misplaced();
            }
        return entries;
    }

    private static void check(String method, ServiceDefinition definition) {
        if (!method.equals(ALL) && !definition.methods().containsKey(method))
            throw new IllegalArgumentException(
                    "A hook is registered for '%s', which is no method of the service; it has %s and 'all'"
                            .formatted(method, definition.methods().keySet()));
    }

    private static IllegalArgumentException misplaced() {
        return new IllegalArgumentException(
                "setup and teardown hooks belong to an application; a service has methods of these names");
    }
}
