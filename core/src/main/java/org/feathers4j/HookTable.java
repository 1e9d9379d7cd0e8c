package org.feathers4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** All hooks of an application or of a service, in the order of registration. Immutable; compared by identity, which says whether a chain is up to date. */
final class HookTable {
    static final HookTable NONE = new HookTable(List.of());

    private final List<HookEntry> entries;

    private HookTable(List<HookEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    HookTable with(List<HookEntry> more) {
        var all = new ArrayList<HookEntry>(entries);
        all.addAll(more);
        return new HookTable(all);
    }

    List<Hook> plain(HookType type, String method) {
        return all(HookEntry.Plain.class).stream()
                .filter(entry -> entry.type() == type && entry.method().equals(method))
                .map(HookEntry.Plain::hook)
                .toList();
    }

    List<HookEntry.Around> around(String method) {
        return all(HookEntry.Around.class).stream()
                .filter(entry -> entry.method().equals(method))
                .toList();
    }

    /** The checks that hooks of these kinds make before a method runs. */
    List<Hook.Check> checks(String method) {
        var checks = new ArrayList<Hook.Check>();
        for (HookEntry.OfMethod entry : all(HookEntry.OfMethod.class)) {
            if (!isFor(entry, method)) continue;
            switch (entry) {
                case HookEntry.Plain(var type, var name, var hook)
                when type == HookType.AFTER -> {
                    if (hook instanceof Hook.Check check) checks.add(check);
                }
                case HookEntry.Around(var name, var hook, var at) -> {
                    if (hook instanceof Hook.Check check) checks.add(check);
                }
                case HookEntry.Plain other -> {}
            }
        }
        return checks;
    }

    /** The hooks that check a starting application, each once. */
    List<Hook.Starting> starting() {
        var starting = new ArrayList<Hook.Starting>();
        for (HookEntry.OfMethod entry : all(HookEntry.OfMethod.class)) {
            Object hook = switch (entry) {
                case HookEntry.Plain plain -> plain.hook();
                case HookEntry.Around around -> around.hook();
            };
            if (hook instanceof Hook.Starting asks && !starting.contains(asks)) starting.add(asks);
        }
        return starting;
    }

    private static boolean isFor(HookEntry.OfMethod entry, String method) {
        return entry.method().equals(method) || entry.method().equals(Hooks.ALL);
    }

    List<LifeCycleHooks.Named> setup() {
        return all(HookEntry.Setup.class).stream()
                .map(entry -> new LifeCycleHooks.Named(entry.hook(), entry.name()))
                .toList();
    }

    List<LifeCycleHooks.Named> teardown() {
        return all(HookEntry.Teardown.class).stream()
                .map(entry -> new LifeCycleHooks.Named(entry.hook(), entry.name()))
                .toList();
    }

    /** Whether one of them runs before or around this method that is such a hook. */
    boolean hasBefore(String method, Predicate<Object> which) {
        return all(HookEntry.OfMethod.class).stream()
                .filter(entry -> isFor(entry, method))
                .anyMatch(entry -> switch (entry) {
                    case HookEntry.Plain plain -> plain.type() == HookType.BEFORE && which.test(plain.hook());
                    case HookEntry.Around around -> which.test(around.hook());
                });
    }

    /** The hooks of this type that run with calls of this method. */
    List<Object> of(String method, HookType type) {
        var found = new ArrayList<Object>();
        for (HookEntry.OfMethod entry : all(HookEntry.OfMethod.class)) {
            if (!isFor(entry, method)) continue;
            switch (entry) {
                case HookEntry.Plain plain when plain.type() == type -> found.add(plain.hook());
                case HookEntry.Around around when type == HookType.AROUND -> found.add(around.hook());
                case HookEntry.OfMethod other -> {}
            }
        }
        return found;
    }

    /** Whether all that run with calls of this method promise not to block. */
    boolean isNonBlocking(String method) {
        return all(HookEntry.OfMethod.class).stream()
                .filter(entry -> isFor(entry, method))
                .map(entry -> switch (entry) {
                    case HookEntry.Plain plain -> plain.hook().getClass();
                    case HookEntry.Around around -> around.hook().getClass();
                })
                .allMatch(type -> type.isAnnotationPresent(NonBlocking.class));
    }

    /** Whether one of them runs with calls of this method. */
    boolean isFor(String method) {
        return all(HookEntry.OfMethod.class).stream().anyMatch(entry -> isFor(entry, method));
    }

    private <E extends HookEntry> List<E> all(Class<E> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
