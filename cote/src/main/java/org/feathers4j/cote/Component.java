package org.feathers4j.cote;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** One of our own components, as others see it. Belongs to the loop. */
final class Component {
    private final Advertisement advertisement;
    private final NodeListener listener;
    private final @Nullable CallerWatch callers;
    private @Nullable Vitals vitals;
    private String iid = UUID.randomUUID().toString();
    private boolean announced = true;

    /**
     * @param advertisement never changes: whoever wants to say something else needs another component
     * @param listener hears of the nodes that fit
     * @param callers notices when fitting nodes do not connect; null when it does not matter or must not be told
     */
    Component(Advertisement advertisement, NodeListener listener, @Nullable CallerWatch callers) {
        this.advertisement = advertisement;
        this.listener = listener;
        this.callers = callers;
    }

    /** This component, which tells monitors how it is. */
    Component reporting(Vitals tells) {
        vitals = tells;
        return this;
    }

    @Nullable
    Vitals vitals() {
        return vitals;
    }

    Advertisement advertisement() {
        return advertisement;
    }

    NodeListener listener() {
        return listener;
    }

    @Nullable
    CallerWatch callers() {
        return callers;
    }

    String iid() {
        return iid;
    }

    /** Whether it says hello. */
    boolean isAnnounced() {
        return announced;
    }

    /** Falls silent; others will forget it. */
    void hide() {
        announced = false;
    }

    /** Becomes another one for everybody, at the same place. */
    void renew() {
        iid = UUID.randomUUID().toString();
    }
}
