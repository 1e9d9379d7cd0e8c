package org.feathers4j.cote;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** One of our own components, as it is announced to peers. Belongs to the loop. */
final class Component {
    private final Advertisement advertisement;
    private final NodeListener listener;
    private final @Nullable StaleSubscriberDetector callers;
    private @Nullable ComponentStatus status;
    private int securePort;
    private String iid = UUID.randomUUID().toString();
    private boolean announced = true;

    /**
     * @param advertisement never changes: another advertisement needs another component
     * @param listener learns of the nodes that fit
     * @param callers notices when fitting nodes do not connect; null when it does not matter or must not be told
     */
    Component(Advertisement advertisement, NodeListener listener, @Nullable StaleSubscriberDetector callers) {
        this.advertisement = advertisement;
        this.listener = listener;
        this.callers = callers;
    }

    /** This component, which tells monitors how it is. */
    Component reporting(ComponentStatus tells) {
        status = tells;
        return this;
    }

    /**
     * This component, which also listens for those who know the secret of the mesh.
     *
     * @param port their TCP port; 0 for none
     */
    Component secureAt(int port) {
        securePort = port;
        return this;
    }

    /** The TCP port for those who know the secret of the mesh; 0 for none. */
    int securePort() {
        return securePort;
    }

    @Nullable
    ComponentStatus status() {
        return status;
    }

    Advertisement advertisement() {
        return advertisement;
    }

    NodeListener listener() {
        return listener;
    }

    @Nullable
    StaleSubscriberDetector callers() {
        return callers;
    }

    String iid() {
        return iid;
    }

    /** Whether it says hello. */
    boolean isAnnounced() {
        return announced;
    }

    /** Stops saying hello; peers will forget it. */
    void hide() {
        announced = false;
    }

    /** Gets a new id, so that peers see another component at the same place. */
    void renew() {
        iid = UUID.randomUUID().toString();
    }
}
