package org.feathers4j.sql;

import org.feathers4j.Registration;
import org.feathers4j.ServiceListener;
import org.jspecify.annotations.Nullable;

/** A listener that may have come before the database is known. */
final class PendingListener {
    private final String source;
    private final String event;
    private final String name;
    private final ServiceListener listener;
    private volatile @Nullable Registration registration;
    private volatile boolean isEnded;

    PendingListener(String source, String event, String name, ServiceListener listener) {
        this.source = source;
        this.event = event;
        this.name = name;
        this.listener = listener;
    }

    void start(Outbox outbox) {
        if (!isEnded) registration = outbox.listen(source, event, name, listener);
    }

    void end() {
        isEnded = true;
        Registration present = registration;
        if (present != null) present.remove();
    }
}
