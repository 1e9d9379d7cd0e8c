package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Params;
import org.feathers4j.RequestAuthentication;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceRegistryListener;
import org.jspecify.annotations.Nullable;

/**
 * The effects of a login or logout: on the connection, and on the application
 * (packages/authentication/src/hooks/connection.ts, event.ts). Also authenticates requests for transports.
 */
final class LoginEffects implements ServiceRegistryListener, RequestAuthentication {
    private static final String AUTHENTICATION = "authentication";
    /** In the params of a login that a handshake makes. */
    private static final String HANDSHAKE = "handshake";

    private final AuthenticationService authentication;
    private final Guests guests = new Guests();
    /** The service with its hooks; null when it is not registered. */
    private volatile @Nullable ServiceHandle handle;

    LoginEffects(AuthenticationService authentication) {
        this.authentication = authentication;
    }

    void install() {
        Application app = authentication.app();
        app.onServices(this);
        app.gate(this::admit);
        RequestAuthentication.use(app, this);
    }

    @Override
    public void added(ServiceHandle service) {
        if (!authentication.equals(service.implementation())) return;
        handle = service;
        service.hooks(h -> h.after("create", this::loggedIn).after("remove", this::loggedOut));
    }

    @Override
    public void removed(ServiceHandle service) {
        if (authentication.equals(service.implementation())) handle = null;
    }

    private void loggedIn(HookContext context) {
        Map<String, @Nullable Object> result = Configuration.object(context.result());
        Map<String, @Nullable Object> request = Configuration.object(context.data());
        if (context.params().get("connection") instanceof Connection connection) {
            if (isHandshake(context.params()) && authentication.isGuest(request, result)) {
                context.event(null);
                guests.admitted(connection, request);
                return;
            }
            authentication.loggedIn(connection, result);
            // its token is for no entity, and would be refused; the credentials are checked for every call
            if (authentication.isGuest(request, result)) connection.set(AUTHENTICATION, request);
        }
        emit("login", context, result);
    }

    private void loggedOut(HookContext context) {
        Map<String, @Nullable Object> result = Configuration.object(context.result());
        if (context.params().get("connection") instanceof Connection connection) {
            authentication.loggedOut(connection, result);
            guests.loggedOut(connection);
        }
        emit("logout", context, result);
    }

    static boolean isHandshake(Params params) {
        return Boolean.TRUE.equals(params.get(HANDSHAKE));
    }

    private static void emit(String event, HookContext context, Map<String, @Nullable Object> result) {
        context.event(null); // 'created' would carry the token to other applications
        if (context.params().isExternal()) context.app().emit(event, result, context.params(), context);
    }

    @Override
    public @Nullable Map<String, @Nullable Object> parse(Map<String, @Nullable Object> headers) {
        return handle == null ? null : authentication.parse(headers);
    }

    @Override
    public Params authenticate(Params params, List<String> strategies) {
        return new Authenticate(null, strategies).checked(authentication, params);
    }

    @Override
    public void takeOver(Connection connection, Map<String, @Nullable Object> credentials) {
        ServiceHandle service = handle;
        if (service == null) throw FeathersException.notAuthenticated("There is no authentication service");
        String provider = String.valueOf(connection.get("provider"));
        if (authentication.mayLogIn(credentials)) {
            service.create(
                    credentials,
                    Params.of(Map.of("provider", provider, "connection", connection))
                            .withIp(connection.ip()));
            return;
        }
        // the credentials are checked for every call
        authentication.found(
                credentials,
                Params.of(Map.of("provider", provider)).withIp(connection.ip()),
                List.of(String.valueOf(credentials.get("strategy"))));
        connection.set(AUTHENTICATION, credentials);
    }

    @Override
    public void disconnected(Connection connection) {
        authentication.disconnected(connection);
        guests.disconnected(connection);
    }

    /** Logs in a connection whose handshake has credentials, or admits it as a guest; only a default service does so. */
    private void admit(Connection connection) {
        ServiceHandle service = handle;
        if (service == null
                || AuthenticationService.of(service.app())
                        .filter(authentication::equals)
                        .isEmpty()) return;
        Map<String, @Nullable Object> request = authentication.parse(connection);
        if (request == null) return;
        String provider = String.valueOf(connection.get("provider"));
        Params params = Params.of(Map.of("provider", provider, "connection", connection, HANDSHAKE, true))
                .withIp(connection.ip());
        if (authentication.mayLogIn(request)) {
            connection.set(AUTHENTICATION, request);
            service.create(request, params);
        } else {
            authentication.found(request, params, List.of(String.valueOf(request.get("strategy"))));
            guests.admitted(connection, request);
        }
    }
}
