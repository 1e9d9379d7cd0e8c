package org.feathers4j.distributed;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Creates the link of an application that sets no option {@code link}. Found on the class path with
 * {@link java.util.ServiceLoader}.
 */
public interface MeshLinkProvider {
    /** The name of its options among those of the plugin, for instance {@code cote}. */
    String name();

    /**
     * A new link.
     *
     * @param options the options set under {@link #name()}, with the names of the Node original; empty when there are
     *     none
     * @param environment the variables of the process
     * @throws IllegalArgumentException when an option is invalid; the message names it and the reason
     */
    MeshLink create(Map<String, @Nullable Object> options, Map<String, String> environment);
}
