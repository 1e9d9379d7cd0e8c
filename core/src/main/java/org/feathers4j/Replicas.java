package org.feathers4j;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Messages between the replicas of an application: those processes that share its key in the mesh. A distribution registers itself with {@link #use}; transports find it with {@link #of}. Not for
 * clients: no service, so no transport leads here.
 *
 * <p>Implementations are safe for all threads.
 */
public interface Replicas {
    /** Answers the messages of replicas about one subject. Runs on a virtual thread and may block. */
    @FunctionalInterface
    interface Answering {
        /**
         * Takes a message.
         *
         * @param message as received: an object of plain JSON values, not checked
         * @return a plain JSON value
         * @throws FeathersException to be thrown to the replica that asks
         */
        @Nullable
        Object answer(Map<String, @Nullable Object> message);
    }

    /**
     * The replicas that answer about a subject now. Asks all of them, which may take as long as the timeout.
     *
     * @return names for {@link #ask}; empty when this application is not in the mesh
     */
    List<String> answering(String subject, Duration timeout);

    /**
     * Asks a replica, and waits for the answer.
     *
     * @param message plain JSON values
     * @throws FeathersException what the replica has thrown; Unavailable when it is gone, Timeout when it does not answer in time
     */
    @Nullable
    Object ask(String replica, String subject, Map<String, @Nullable Object> message, Duration timeout);

    /** Whether replicas hear the events of a service: it is shared with them, or comes from another application that all of them hear. */
    boolean hear(ServiceHandle service);

    /** The applications whose services are used here and that are connected now, so that their events come; by names that are the same at every replica. */
    Set<String> providers();

    /** Answers about a subject from now on, in place of an earlier one. */
    void answer(String subject, Answering answering);

    /** Makes this the one of an application. */
    static void use(Application app, Replicas replicas) {
        app.set(Setting.NAME, replicas);
    }

    /** The one of an application; empty when it has no distribution, or one that takes no events of replicas. */
    static Optional<Replicas> of(Application app) {
        return app.get(Setting.NAME) instanceof Replicas present ? Optional.of(present) : Optional.empty();
    }

    /** Where the application keeps it. */
    final class Setting {
        static final String NAME = "org.feathers4j.replicas";

        private Setting() {}
    }
}
