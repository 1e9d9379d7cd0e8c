package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.HookContext;
import org.feathers4j.Mixin;
import org.feathers4j.Params;
import org.feathers4j.RequestAuthentication;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * What else happens when somebody logs in or out: to the connection, and on the application
 * (packages/authentication/src/hooks/connection.ts, event.ts). Also what transports ask before a call.
 */
final class LoginEffects implements Mixin, RequestAuthentication {
    private final AuthenticationService authentication;
    /** The service with its hooks; null when it is not registered. */
    private volatile @Nullable ServiceHandle handle;

    LoginEffects(AuthenticationService authentication) {
        this.authentication = authentication;
    }

    void install() {
        Application app = authentication.app();
        app.mixin(this);
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
        if (context.params().get("connection") instanceof Connection connection)
            authentication.loggedIn(connection, result);
        emit("login", context, result);
    }

    private void loggedOut(HookContext context) {
        Map<String, @Nullable Object> result = Configuration.object(context.result());
        if (context.params().get("connection") instanceof Connection connection)
            authentication.loggedOut(connection, result);
        emit("logout", context, result);
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
    public void disconnected(Connection connection) {
        authentication.disconnected(connection);
    }

    /** Logs a connection in whose handshake has credentials; a default service alone does so. */
    private void admit(Connection connection) {
        ServiceHandle service = handle;
        if (service == null
                || AuthenticationService.of(service.app())
                        .filter(authentication::equals)
                        .isEmpty()) return;
        Map<String, @Nullable Object> request = authentication.parse(Configuration.object(connection.get("headers")));
        if (request == null) return;
        connection.set("authentication", request);
        String provider = String.valueOf(connection.get("provider"));
        Params params = Params.of(Map.of("provider", provider, "connection", connection));
        service.create(request, params.withIp(connection.ip()));
    }
}
