package org.feathers4j.authentication;

import java.util.Map;

import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/**
 * One way to authenticate callers. {@link JwtStrategy} and {@link LocalStrategy} are included; an application adds its own with
 * {@link AuthenticationService#register}.
 *
 * <pre>{@code
 * final class ApiKey implements AuthenticationStrategy {
 *     public Map<String, Object> authenticate(Map<String, Object> request, Params params) {
 *         if (!known(request.get("key"))) throw FeathersException.notAuthenticated("Unknown key");
 *         return Map.of("authentication", Map.of("strategy", "apiKey"));
 *     }
 *     public Map<String, Object> parse(Map<String, Object> headers) {
 *         Object key = headers.get("x-api-key");
 *         return key == null ? null : Map.of("strategy", "apiKey", "key", key);
 *     }
 * }
 * }</pre>
 *
 * <p>Implementations are safe for all threads. Methods run on the thread of the call and may block.
 */
public interface AuthenticationStrategy {
    /**
     * Gets its name and its service, once, before any other call.
     *
     * @throws IllegalArgumentException its settings make no sense; it is not registered then
     */
    default void registered(StrategyContext context) {}

    /**
     * Checks a request for authentication.
     *
     * @param request sent by the client, or made by {@link #parse} from its headers; {@code strategy} is the name of this one
     * @param params of the call, with {@code authenticated: true} so that the strategy may use services that ask for authentication
     * @return the result: {@code authentication} with the {@code strategy}, usually the entity ({@code user}), and an {@code accessToken} if there is one
     *     already; merged into the params of authenticated calls
     * @throws FeathersException NotAuthenticated when the credentials are not valid
     */
    Map<String, @Nullable Object> authenticate(Map<String, @Nullable Object> request, Params params) throws Exception;

    /**
     * The request for authentication that the headers of a request or handshake carry; null when they carry none for this strategy.
     *
     * @param headers names in lower case
     */
    default @Nullable Map<String, @Nullable Object> parse(Map<String, @Nullable Object> headers) {
        return null;
    }

    /**
     * The same for the handshake of a connection, which may carry credentials elsewhere than in headers: {@link Connection#auth}, {@link Connection#query}. Its headers alone count unless
     * this is overridden.
     */
    default @Nullable Map<String, @Nullable Object> parse(Connection connection) {
        return parse(Configuration.object(connection.get("headers")));
    }

    /** A connection has logged in, by any strategy. */
    default void onLogin(Connection connection, Map<String, @Nullable Object> result) {}

    /** A connection has logged out, by any strategy. */
    default void onLogout(Connection connection, Map<String, @Nullable Object> result) {}

    /** A connection was closed. */
    default void onDisconnect(Connection connection) {}
}
