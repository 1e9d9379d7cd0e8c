package org.feathers4j.cote;

/** Learns which components of other processes are on the network. Called on the loop; must not block. */
public interface DiscoveryListener {
    /**
     * A component was found.
     *
     * @param id unique for each start of a component
     * @param advertisement of the component; a component that changes its advertisement is removed and added again
     */
    void onAdded(String id, Advertisement advertisement);

    /** A component that was added is gone: its hellos have stopped, or another process listens in its place. */
    void onRemoved(String id, Advertisement advertisement);
}
