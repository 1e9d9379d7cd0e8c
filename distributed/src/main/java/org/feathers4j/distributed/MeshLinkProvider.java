package org.feathers4j.distributed;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Makes the link of an application that was not given one. Found on the class path with {@link java.util.ServiceLoader}. */
public interface MeshLinkProvider {
    /** The name of its options among those of the plugin, for instance {@code cote}. */
    String name();

    /**
     * A new link.
     *
     * @param options what the user gave under {@link #name()}, names as in the Node original; empty for nothing
     * @param environment the variables of the process
     * @throws IllegalArgumentException when an option makes no sense; the message says which and why
     */
    MeshLink create(Map<String, @Nullable Object> options, Map<String, String> environment);
}
