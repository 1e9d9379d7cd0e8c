package org.feathers4j;

import java.util.ArrayList;
import java.util.List;

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

    /** Whether one of them runs with calls of this method. */
    boolean isFor(String method) {
        return all(HookEntry.OfMethod.class).stream()
                .map(HookEntry.OfMethod::method)
                .anyMatch(its -> its.equals(method) || its.equals(Hooks.ALL));
    }

    private <E extends HookEntry> List<E> all(Class<E> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
