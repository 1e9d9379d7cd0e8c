package org.feathers4j.springboot;

import java.util.Locale;
import java.util.Map;

import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Params;
import org.feathers4j.Plugin;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Knows the clients by Spring Security: gives the bearer token of each call to an {@link AuthenticationManager}. The user is {@code params.user}, and the security context of the thread of the call, so that
 * {@code @PreAuthorize} on services works.
 *
 * <p>REST sends the token in the header {@code Authorization}. Socket.IO sends it in its handshake: in the same header, or in {@code auth.token}, since browsers cannot set headers there. It is checked when the
 * connection is made and with each call, so that an expired token ends what the connection may do. Calls inside the application and calls of peers are not checked.
 */
public final class BearerUsers {
    private static final String BEARER = "bearer ";

    private final AuthenticationManager manager;
    private final UserMapping mapping;
    private final boolean required;

    private BearerUsers(AuthenticationManager manager, UserMapping mapping, boolean required) {
        this.manager = manager;
        this.mapping = mapping;
        this.required = required;
    }

    /**
     * Users for all services of an application.
     *
     * @param manager takes a {@link BearerTokenAuthenticationToken}; called on the threads of the calls
     * @param mapping what services see of the user
     * @param required whether calls and connections of clients without a token are refused (401)
     */
    public static Plugin<BearerUsers> create(AuthenticationManager manager, UserMapping mapping, boolean required) {
        return app -> {
            var users = new BearerUsers(manager, mapping, required);
            app.gate(users::admit);
            app.hooks(h -> h.around(users.new Calls()));
            return users;
        };
    }

    private void admit(Connection connection) {
        Authentication known = authenticate(token(connection));
        if (known != null) connection.set("user", mapping.user(known));
    }

    private final class Calls implements Hook.Around {
        @Override
        public void run(HookContext context, Hook.Next next) throws Exception {
            Params params = context.params();
            if (!params.isExternal()) {
                next.run();
                return;
            }
            Connection connection = params.connection();
            Authentication known = authenticate(connection == null ? bearer(params.headers()) : token(connection));
            if (known != null) context.params(params.with("user", mapping.user(known)));
            runAs(known, next);
        }
    }

    private static void runAs(@Nullable Authentication known, Hook.Next next) throws Exception {
        if (known != null) SecurityContextHolder.setContext(new SecurityContextImpl(known));
        try {
            next.run();
        } catch (AccessDeniedException e) {
            throw FeathersException.forbidden("Access denied").withCause(e);
        } catch (AuthenticationException e) {
            // by a method that wants to know who calls
            throw FeathersException.notAuthenticated("A bearer token is required")
                    .withCause(e);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** Null for a client without a token, where that is allowed. */
    private @Nullable Authentication authenticate(@Nullable String token) {
        if (token == null) {
            if (required) throw FeathersException.notAuthenticated("A bearer token is required");
            return null;
        }
        try {
            return manager.authenticate(new BearerTokenAuthenticationToken(token));
        } catch (AuthenticationException e) {
            // why a token does not hold is for the log of the application
            throw FeathersException.notAuthenticated("The bearer token is not valid")
                    .withCause(e);
        }
    }

    private static @Nullable String token(Connection connection) {
        String inHeader = connection.get("headers") instanceof Map<?, ?> headers ? bearer(headers) : null;
        if (inHeader != null) return inHeader;
        return connection.auth().get("token") instanceof String text && !text.isBlank() ? text : null;
    }

    private static @Nullable String bearer(Map<?, ?> headers) {
        return headers.get("authorization") instanceof String value
                        && value.toLowerCase(Locale.ROOT).startsWith(BEARER)
                        && value.length() > BEARER.length()
                ? value.substring(BEARER.length()).strip()
                : null;
    }
}
