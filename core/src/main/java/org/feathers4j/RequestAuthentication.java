package org.feathers4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Identifies the callers of transports, besides the {@link ConnectionGate gates} that connections pass. An authentication service registers itself as one with
 * {@link #use}; transports find it with {@link #of} and never see the service.
 *
 * <p>Implementations are safe for all threads; transports call them on the thread of the call, which may block.
 */
public interface RequestAuthentication {
    /**
     * The credentials in the headers of a request, which become {@code params.authentication}. Nothing is checked yet.
     *
     * @param headers names in lower case
     * @return a JSON object, for instance {@code {strategy, accessToken}}; null when the headers have none
     */
    @Nullable
    Map<String, @Nullable Object> parse(Map<String, @Nullable Object> headers);

    /**
     * Authenticates a request that does not go to a service, as the {@code authenticate} hook does before a service method. May block.
     *
     * @param params of the request: {@code provider} where it comes from outside, {@code authentication} as {@link #parse} has read it
     * @param strategies the allowed ones, at least one
     * @return the params with the outcome: {@code authenticated}, {@code authentication} and an entity, usually {@code user}
     * @throws FeathersException NotAuthenticated when the sender is not known
     */
    Params authenticate(Params params, List<String> strategies);

    /**
     * Logs in a connection that another replica has handed over, as its client would: checks the credentials, and ends the connection when they expire. May block.
     *
     * @param credentials what {@code connection.authentication} was at the other replica
     * @throws FeathersException NotAuthenticated when they do not hold here
     */
    default void takeOver(Connection connection, Map<String, @Nullable Object> credentials) {
        throw FeathersException.notAuthenticated("This authentication takes no logins of other replicas");
    }

    /** Forgets the user of a connection. To be called when it is closed, after {@code disconnect} was emitted, whose listeners may need the user. */
    void disconnected(Connection connection);

    /** Makes this the one that the transports of an application ask, unless it has one. */
    static void use(Application app, RequestAuthentication authentication) {
        if (app.get(Setting.NAME) == null) app.set(Setting.NAME, authentication);
    }

    /** The one of an application; empty when no authentication service is registered. */
    static Optional<RequestAuthentication> of(Application app) {
        return app.get(Setting.NAME) instanceof RequestAuthentication present ? Optional.of(present) : Optional.empty();
    }

    /** Where the application keeps it. */
    final class Setting {
        static final String NAME = "org.feathers4j.requestAuthentication";

        private Setting() {}
    }
}
