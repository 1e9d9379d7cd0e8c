package org.feathers4j;

/**
 * Checks a client's real-time connection before it is accepted: attaches properties to it, or refuses it. Registered with {@link Application#gate}.
 *
 * <pre>{@code
 * app.gate(connection -> {
 *     if (tooMany(connection)) throw FeathersException.of(ErrorKind.TOO_MANY_REQUESTS, "Try again later");
 *     connection.set("tenant", tenantOf(connection.auth().get("key"))); // also: query(), get("headers"), ip()
 * });
 * }</pre>
 */
@FunctionalInterface
public interface ConnectionGate {
    /**
     * Called once for each new connection, in the order of registration, before the application emits {@code connection}; on a virtual thread, so it may
     * block. Throwing refuses the connection, and the client gets the message and the data of the error.
     */
    void admit(Connection connection) throws Exception;
}
