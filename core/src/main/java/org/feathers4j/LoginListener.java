package org.feathers4j;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Receives logins and logouts of clients, see {@link Application#onLogin} and {@link Application#onLogout}. */
@FunctionalInterface
public interface LoginListener {
    /**
     * Runs on the thread of the call; what it throws is logged, and has no other effect.
     *
     * @param result the result of the authentication service, with the user as a member; read-only
     * @param params those of the call; {@link Params#connection} is there when the client is connected in real time
     */
    void on(Map<String, @Nullable Object> result, Params params) throws Exception;
}
