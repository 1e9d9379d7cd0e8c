package org.feathers4j.authentication;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.LifeCycle;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * An access token that the authentication service has made, or another one with the same secret (packages/authentication/src/jwt.ts). Its settings, under its
 * name in the authentication configuration: {@code header} ({@code Authorization}) that carries the token, {@code schemes} ({@code Bearer} and {@code JWT}) that
 * may stand before it, {@code auth} (none) with the name of the member of a handshake's {@code auth} that carries it where the header does not ({@code token} for
 * {@code io(url, {auth: {token}})}, since browsers send no headers with a WebSocket), {@code passwordChangedAt} (none), the entity field holding the time of
 * the last password change, in epoch milliseconds; tokens issued before that second are rejected, and {@code service}, {@code entity}, {@code entityId} where they differ from those of the configuration.
 *
 * <p>Connections that log in stay so until the token expires; then the application emits {@code disconnect}, which closes them. The
 * same happens when their entity is removed, its password changes ({@code passwordChangedAt}), or a call finds it gone. Removals and changes at replicas come by the mesh, so closing the
 * connections here needs the option {@code replicaEvents} of the distribution, which is on unless set, and events that carry the field.
 *
 * <p>Subclasses may look up the entity differently: {@link #entityQuery}, {@link #findEntity}.
 */
public class JwtStrategy implements AuthenticationStrategy {
    private static final String HEADER = "header";
    private static final String AUTH = "auth";
    private static final String CHANGED = "passwordChangedAt";
    private static final Set<String> SETTINGS =
            Set.of("entity", "entityId", "service", HEADER, "schemes", AUTH, CHANGED);
    private static final Pattern WORDS = Pattern.compile("(\\S+)\\s+(\\S+)");
    private static final String STRATEGY = "strategy";
    private static final String AUTHENTICATION = "authentication";
    private static final String ACCESS_TOKEN = "accessToken";

    /** Time for the answer to reach a client before its connection is closed. */
    private static final Duration PARTING = Duration.ofMillis(500);

    private final Expirations expirations = new Expirations();
    private final Subjects subjects = new Subjects();
    private volatile @Nullable StrategyContext registered;

    /** A strategy without settings of its own; it reads them from the configuration. */
    public JwtStrategy() {}

    @Override
    public final void registered(StrategyContext context) {
        Map<String, @Nullable Object> settings = context.settings();
        for (String name : settings.keySet())
            if (!SETTINGS.contains(name))
                throw new IllegalArgumentException(
                        "Invalid JwtStrategy option 'authentication.%s.%s'. Did you mean to set it in 'authentication.jwtOptions'?"
                                .formatted(context.name(), name));
        for (String name : List.of(HEADER, AUTH, CHANGED))
            if (settings.containsKey(name) && !(settings.get(name) instanceof String))
                throw new IllegalArgumentException(
                        "The '%s' option for the %s strategy must be a string".formatted(name, context.name()));
        registered = context;
        context.app().onServices(this::follow);
        context.app().lifeCycle(new LifeCycle() {
            @Override
            public void closed(Application app) {
                expirations.close();
            }
        });
    }

    /** Where it is registered; to be used after that. */
    protected final StrategyContext context() {
        return Objects.requireNonNull(registered, "The strategy is not registered with an authentication service");
    }

    @Override
    public final Map<String, @Nullable Object> authenticate(Map<String, @Nullable Object> request, Params params) {
        Object token = request.get(ACCESS_TOKEN);
        if (token == null || token.equals("")) throw FeathersException.notAuthenticated("No access token");
        Map<String, @Nullable Object> payload =
                context().service().verifyAccessToken(token, Configuration.object(params.get("jwt")));
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put(ACCESS_TOKEN, token);
        result.put(AUTHENTICATION, Map.of(STRATEGY, context().name(), ACCESS_TOKEN, token, "payload", payload));
        String entity = context().entity();
        if (entity != null) result.put(entity, entity(payload, token, params));
        return result;
    }

    private Object entity(Map<String, @Nullable Object> payload, Object token, Params params) {
        Object subject = payload.get("sub");
        // the original asks for the id 'undefined', which no user may have here
        if (subject == null) throw TokenErrors.unknownSubject(context().entity());
        if (!(subject instanceof String) && !(subject instanceof Number))
            throw TokenErrors.refused("jwt subject invalid");
        Object entity = StrategyContext.existing(() -> findEntity(new Id(subject), params));
        if (entity != null && !isOutdated(payload, entity)) return entity;
        if (params.get("connection") instanceof Connection connection && holds(connection, token))
            close(connection, PARTING);
        if (entity != null) throw TokenErrors.refused("jwt issued before the password was changed");
        // the original passes on NotFound, for which clients keep a worthless token
        throw TokenErrors.unknownSubject(context().entity());
    }

    /** Whether the password has changed in a later second than that in which the token was issued. */
    private boolean isOutdated(Map<String, @Nullable Object> payload, Object entity) {
        if (!(context().settings().get(CHANGED) instanceof String field)) return false;
        if (!(Configuration.object(entity).get(field) instanceof Number changed)) return false;
        return !(payload.get("iat") instanceof Number issued) || issued.longValue() < changed.longValue() / 1000;
    }

    /** The query with which the entity is asked for: an entity that does not match is not authenticated. Nothing unless overridden. */
    protected Map<String, ? extends @Nullable Object> entityQuery(Params params) {
        return Map.of();
    }

    /**
     * The entity that a token is for, as calls inside the application see it.
     *
     * @param params of the call that is authenticated
     * @return null when there is none; NotFound says the same
     */
    protected @Nullable Object findEntity(Id id, Params params) {
        ServiceHandle service = context().entityService();
        HookContext get =
                service.context("get", id, null, params.without("provider").withQuery(entityQuery(params)));
        service.run(get);
        return KnownUser.of(get.result(), get.shown());
    }

    /** Whether this is the token that the connection has logged in with. */
    private static boolean holds(Connection connection, @Nullable Object token) {
        Object present = Configuration.object(connection.get(AUTHENTICATION)).get(ACCESS_TOKEN);
        return present != null && present.equals(token);
    }

    /** Removing an entity closes its connections, and changing its password those that logged in before. */
    private void follow(ServiceHandle service) {
        if (!context().isEntityService(service)) return;
        service.onAnyReplica("removed", (item, call) -> removed(item, call == null ? Params.empty() : call.params()));
        if (context().settings().get(CHANGED) instanceof String)
            for (String event : List.of("patched", "updated"))
                service.onAnyReplica(event, (item, call) -> changed(item));
    }

    private void changed(@Nullable Object item) {
        Map<String, @Nullable Object> entity = Configuration.object(item);
        Object id = entity.get(context().entityId());
        if (id == null || subjects.isEmpty()) return;
        for (Connection connection : subjects.of(new Id(id).text()))
            if (isOutdated(payload(connection), entity)) close(connection, PARTING);
    }

    /** Of the token that the connection has logged in with; empty when it is not valid any more. */
    private Map<String, @Nullable Object> payload(Connection connection) {
        try {
            return context()
                    .service()
                    .verifyAccessToken(
                            Configuration.object(connection.get(AUTHENTICATION)).get(ACCESS_TOKEN), Map.of());
        } catch (FeathersException e) {
            return Map.of();
        }
    }

    private void removed(@Nullable Object item, Params params) {
        if (subjects.isEmpty()) return;
        Object id = Configuration.object(item).get(context().entityId());
        if (id == null) return;
        for (Connection connection : subjects.of(new Id(id).text()))
            close(connection, connection.equals(params.get("connection")) ? PARTING : Duration.ZERO);
    }

    private void close(Connection connection, Duration after) {
        expirations.after(after, connection, () -> expired(connection));
    }

    @Override
    public final @Nullable Map<String, @Nullable Object> parse(Map<String, @Nullable Object> headers) {
        String name = context().settings().get(HEADER) instanceof String own ? own : "Authorization";
        return parse(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public final @Nullable Map<String, @Nullable Object> parse(Connection connection) {
        Map<String, @Nullable Object> request = parse(Configuration.object(connection.get("headers")));
        if (request != null || !(context().settings().get(AUTH) instanceof String name)) return request;
        return parse(connection.auth().get(name));
    }

    private @Nullable Map<String, @Nullable Object> parse(@Nullable Object credentials) {
        if (!(credentials instanceof String value) || value.isEmpty()) return null;
        Matcher words = WORDS.matcher(value);
        if (!words.lookingAt()) return Map.of(STRATEGY, context().name(), ACCESS_TOKEN, value);
        if (schemes().stream().noneMatch(words.group(1)::equalsIgnoreCase)) return null;
        return Map.of(STRATEGY, context().name(), ACCESS_TOKEN, words.group(2));
    }

    private List<String> schemes() {
        Object own = context().settings().get("schemes");
        return own == null ? List.of("Bearer", "JWT") : Configuration.texts(own);
    }

    @Override
    public final void onLogin(Connection connection, Map<String, @Nullable Object> result) {
        if (!(result.get(ACCESS_TOKEN) instanceof String token)) return;
        Map<String, @Nullable Object> payload = Configuration.object(
                Configuration.object(result.get(AUTHENTICATION)).get("payload"));
        String entity = context().entity();
        if (entity != null && !payload.isEmpty() && payload.get("sub") == null) {
            onDisconnect(connection); // the guest replaces the earlier user
            return;
        }
        connection.set(AUTHENTICATION, Map.of(STRATEGY, context().name(), ACCESS_TOKEN, token));
        Object value = entity == null ? null : result.get(entity);
        if (entity != null && value != null) connection.set(entity, value);
        follow(connection, payload);
    }

    private void follow(Connection connection, Map<String, @Nullable Object> payload) {
        if (payload.get("sub") == null) subjects.forget(connection);
        else subjects.loggedIn(connection, new Id(payload.get("sub")).text());
        if (payload.get("exp") instanceof Number exp) expire(connection, exp.doubleValue());
        else expirations.cancel(connection);
    }

    private void expire(Connection connection, double second) {
        long now = context().service().clock().millis();
        expirations.after(Duration.ofMillis((long) (second * 1000) - now), connection, () -> expired(connection));
    }

    private void expired(Connection connection) {
        context().app().emit("disconnect", connection);
        onDisconnect(connection);
    }

    @Override
    public final void onLogout(Connection connection, Map<String, @Nullable Object> result) {
        if (holds(connection, result.get(ACCESS_TOKEN))) onDisconnect(connection);
    }

    @Override
    public final void onDisconnect(Connection connection) {
        expirations.cancel(connection);
        subjects.forget(connection);
        connection.remove(AUTHENTICATION);
        String entity = context().entity();
        if (entity != null) connection.remove(entity);
    }
}
