package org.feathers4j.authentication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.HookType;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.hooks.BeforeHook;
import org.feathers4j.hooks.Described;
import org.jspecify.annotations.Nullable;

/**
 * Passes authenticated calls and refuses all others (packages/authentication/src/hooks/authenticate.ts).
 *
 * @param service path of the authentication service; null for the application's default
 * @param strategies the allowed ones
 */
record Authenticate(@Nullable String service, List<String> strategies) implements BeforeHook, Hook.Starting, Described {
    Authenticate {
        strategies = List.copyOf(strategies);
        if (strategies.isEmpty())
            throw new IllegalArgumentException("The authenticate hook needs at least one allowed strategy");
    }

    @Override
    public boolean authenticates() {
        return true;
    }

    /** Without an authentication service every client would get a 401 without an explanation. */
    @Override
    public void starting(ServiceHandle on) {
        if (find(on.app()).isPresent()) return;
        throw new IllegalStateException(
                "authenticate%s on service '%s' needs an authentication service%s, which is not there: app.use(\"%s\", new AuthenticationService(app)...)"
                        .formatted(
                                strategies.stream().collect(Collectors.joining("\", \"", "(\"", "\")")),
                                on.path(),
                                service == null ? "" : " at '" + service + "'",
                                service == null ? "authentication" : service));
    }

    @Override
    public void run(HookContext context) {
        if (context.type() != HookType.BEFORE && context.type() != HookType.AROUND)
            throw refused("The authenticate hook must be used as a before hook");
        AuthenticationService authentication =
                find(context.app()).orElseThrow(() -> refused("Could not find a valid authentication service"));
        if (authentication.equals(context.service().implementation()))
            throw refused("The authenticate hook does not need to be used on the authentication service");
        if (context.insteadOf() != null) return; // a hook's own call
        context.params(checked(authentication, context.params()));
    }

    /** The params with the result of the strategy. */
    Params checked(AuthenticationService authentication, Params params) {
        if (Boolean.TRUE.equals(params.get("authenticated"))) return params;
        if (params.get("authentication") != null) return authenticated(authentication, params);
        if (params.isExternal()) throw refused("Not authenticated");
        return params;
    }

    private Optional<AuthenticationService> find(Application app) {
        return service == null ? AuthenticationService.of(app) : AuthenticationService.of(app, service);
    }

    private Params authenticated(AuthenticationService authentication, Params params) {
        Map<String, @Nullable Object> found = authentication.authenticate(
                params.get("authentication"), params.without("provider").without("authentication"), strategies);
        var all = new LinkedHashMap<String, @Nullable Object>(params.toMap());
        found.forEach((name, value) -> all.put(name, KnownUser.without(value, authentication.passwordFields())));
        if (!params.has("accessToken")) all.remove("accessToken");
        all.put("authenticated", true);
        return Params.owning(all).withIp(params.ip());
    }

    private static FeathersException refused(String message) {
        return FeathersException.notAuthenticated("%s", message);
    }
}
