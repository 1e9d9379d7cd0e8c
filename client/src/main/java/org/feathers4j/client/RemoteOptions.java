package org.feathers4j.client;

import java.util.ArrayList;
import java.util.List;

/** Declares the custom methods and events that a remote service offers in addition to the standard ones, see {@link Client#use}. Used by one thread, inside the lambda. */
public final class RemoteOptions {
    private final List<String> methods = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    RemoteOptions() {}

    /** Names of its custom methods. */
    public RemoteOptions methods(String... names) {
        methods.addAll(List.of(names));
        return this;
    }

    /** Names of its own events. */
    public RemoteOptions events(String... names) {
        events.addAll(List.of(names));
        return this;
    }

    List<String> methods() {
        return methods;
    }

    List<String> events() {
        return events;
    }
}
