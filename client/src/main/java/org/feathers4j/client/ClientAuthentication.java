package org.feathers4j.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * The client's login. After a login every REST call carries the access token; a socket stays logged in, across reconnects, until it logs out. The token is kept in the {@link TokenStore} of the client. Safe for all threads; with two logins at once the later answer counts.
 *
 * <p>A call that is answered with NotAuthenticated changes nothing here: the caller may log in again and repeat it.
 */
public final class ClientAuthentication {
    // follows authentication-client/src/core.ts
    private final Application app;
    private final ClientOptions options;
    /** Of the login that counts; null when there is none. */
    private volatile @Nullable Map<String, @Nullable Object> login;

    ClientAuthentication(Application app, ClientOptions options) {
        this.app = app;
        this.options = options;
    }

    private ServiceHandle service() {
        return app.service(options.authenticationPath());
    }

    /**
     * Logs in with a strategy.
     *
     * @param strategy for instance {@code local}
     * @param credentials what the strategy asks for, for instance {@code email} and {@code password}
     * @return the answer of the authentication service, with the user as a member
     * @throws FeathersException as {@link #authenticate(Map)}
     */
    public Map<String, @Nullable Object> authenticate(String strategy, Map<String, ?> credentials) {
        var request = new LinkedHashMap<String, @Nullable Object>();
        request.put("strategy", strategy);
        request.putAll(credentials);
        return authenticate(request);
    }

    /**
     * Logs in.
     *
     * @param request with the member {@code strategy} and what that one asks for
     * @return the answer of the authentication service, with the user as a member
     * @throws FeathersException what the server answers: NotAuthenticated for wrong credentials. The client is not logged in then; errors from 401 to 407 also remove the token from the store
     */
    public Map<String, @Nullable Object> authenticate(Map<String, ? extends @Nullable Object> request) {
        try {
            Map<String, @Nullable Object> result = object(service().create(request));
            accept(result);
            app.emit("login", result, Params.empty());
            return result;
        } catch (FeathersException e) {
            failed(e);
            throw e;
        }
    }

    /**
     * Logs in with the token of the store, unless the client is logged in.
     *
     * @throws FeathersException NotAuthenticated when there is no token, and as {@link #authenticate(Map)}
     */
    public Map<String, @Nullable Object> reAuthenticate() {
        Map<String, @Nullable Object> present = login;
        return present == null ? reAuthenticate(true) : present;
    }

    /**
     * Logs in with the token of the store.
     *
     * @param force whether to do so when the client is logged in already
     * @throws FeathersException as {@link #reAuthenticate()}
     */
    public Map<String, @Nullable Object> reAuthenticate(boolean force) {
        if (!force) return reAuthenticate();
        String token = options.tokens().load();
        if (token == null) throw FeathersException.notAuthenticated("No accessToken found in storage");
        return authenticate("jwt", Map.of("accessToken", token));
    }

    /**
     * Logs out at the server and forgets the token.
     *
     * @return the answer of the authentication service; empty when the server says that the client was not logged in
     * @throws FeathersException when the server can't be asked. The client is not logged in any more, but the token stays in the store
     */
    public Optional<Map<String, @Nullable Object>> logout() {
        try {
            Map<String, @Nullable Object> result = object(service().remove((Id) null, Params.empty()));
            login = null; // also when the store fails
            options.tokens().remove();
            app.emit("logout", result, Params.empty());
            return Optional.of(result);
        } catch (FeathersException e) {
            if (failed(e)) return Optional.empty();
            throw e;
        }
    }

    /** The answer to the login; empty when the client is not logged in. */
    public Optional<Map<String, @Nullable Object>> login() {
        return Optional.ofNullable(login);
    }

    private void accept(Map<String, @Nullable Object> result) {
        renewed(result);
        keep();
    }

    /** Whether the token is no good. */
    private boolean failed(FeathersException error) {
        login = null;
        if (isRefusal(error)) options.tokens().remove();
        return isRefusal(error);
    }

    static boolean isRefusal(FeathersException error) {
        return error.code() > 400 && error.code() < 408;
    }

    /** The login counts from now on; null for none. The store is not touched: {@link #keep} does that. */
    void renewed(@Nullable Map<String, @Nullable Object> result) {
        login = result;
    }

    /** Has the store keep what counts. */
    void keep() {
        String token = accessToken();
        if (token == null) options.tokens().remove();
        else options.tokens().store(token);
    }

    @Nullable
    String accessToken() {
        Map<String, @Nullable Object> present = login;
        return present != null && present.get("accessToken") instanceof String token ? token : null;
    }

    /** The header of a call over REST; null for none. */
    @Nullable
    String header(ServiceCall call) {
        boolean isLogin = call.path().equals(options.authenticationPath())
                && call.method().equals("create");
        String token = isLogin ? null : accessToken();
        return token == null ? null : options.tokenScheme() + " " + token;
    }

    @SuppressWarnings("unchecked") // an object of JSON
    static Map<String, @Nullable Object> object(@Nullable Object result) {
        if (result instanceof Map<?, ?> members) return (Map<String, @Nullable Object>) members;
        throw FeathersException.generalError("The authentication service answered something that is no object");
    }
}
