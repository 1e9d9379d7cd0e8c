package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.LifeCycle;
import org.feathers4j.Params;
import org.feathers4j.hooks.Fields;
import org.jspecify.annotations.Nullable;

/**
 * User name and password, compared with the bcrypt hash of an entity (packages/authentication-local/src/strategy.ts). Its settings, under its name in the
 * authentication configuration:
 *
 * <ul>
 *   <li>{@code usernameField}, {@code passwordField}: fields of the request, dot paths allowed; {@code entityUsernameField}, {@code entityPasswordField} of the
 *       entity where they differ
 *   <li>{@code hashSize}: cost of new hashes, 10; {@code errorMessage}: the error message of a failed login, {@code Invalid login}
 *   <li>{@code limits}: {@code {perUser, perAddress, window, entries}}, failed logins allowed in a while (a time span, {@code 15m}) for a user name and for an
 *       address; more are TooManyRequests. The address is {@link Params#ip}, or what middleware has put into the params as {@code ip}. Without it there is no limit
 *   <li>{@code hashThreads}, {@code maxWaiting}: how many passwords are hashed at once (half of the cores) and how many may wait (1000)
 * </ul>
 *
 * <p>Subclasses may find the entity differently, or compare the password with something else ({@link #entityQuery}, {@link #findEntity}, {@link #comparePassword}).
 */
public class LocalStrategy implements AuthenticationStrategy {
    private static final int HASH_SIZE = 10;
    private static final int MAX_WAITING = 1000;

    /** The parts that depend on the service that the strategy is registered with. */
    private record Parts(StrategyContext context, Passwords passwords, LoginLimits limits) {}

    private volatile @Nullable Parts parts;

    /** A strategy without settings of its own; it reads them from the configuration. */
    public LocalStrategy() {}

    @Override
    public final void registered(StrategyContext context) {
        Map<String, @Nullable Object> settings = context.settings();
        for (String required : List.of("usernameField", "passwordField"))
            if (!(settings.get(required) instanceof String))
                throw new IllegalArgumentException(
                        "'%s' authentication strategy requires a '%s' setting".formatted(context.name(), required));
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var passwords = new Passwords(
                number(settings, "hashSize", HASH_SIZE),
                number(settings, "hashThreads", half),
                number(settings, "maxWaiting", MAX_WAITING));
        var limits = new LoginLimits(context.service().clock(), Configuration.object(settings.get("limits")));
        parts = new Parts(context, passwords, limits);
        context.app().lifeCycle(new LifeCycle() {
            @Override
            public void closed(Application app) {
                passwords.close();
            }
        });
    }

    private static int number(Map<String, @Nullable Object> settings, String name, int otherwise) {
        return settings.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "The strategy is not registered with an authentication service");
    }

    /** Where it is registered; to be used after that. */
    protected final StrategyContext context() {
        return parts().context();
    }

    /**
     * The bcrypt hash of a password. Waits for one of the few threads that hash.
     *
     * @throws FeathersException BadRequest when the password is longer than the 72 bytes that bcrypt reads, Unavailable when too many are waiting already
     */
    public final String hashPassword(String password) {
        Bcrypt.checkLength(password);
        return parts().passwords().hash(password);
    }

    /**
     * Whether this is the password of an entity, as a login would decide. Does not count as a login for {@code limits}. Waits for one of the few threads that hash.
     *
     * @param entity null when there is none: the answer is no, and takes the same time
     * @throws FeathersException Unavailable when too many are waiting already
     */
    public final boolean verifies(@Nullable Map<String, @Nullable Object> entity, String password) {
        return comparePassword(entity, password);
    }

    @Override
    public final Map<String, @Nullable Object> authenticate(Map<String, @Nullable Object> request, Params params) {
        Map<String, @Nullable Object> settings = parts().context().settings();
        String username = text(request, settings.get("usernameField"));
        String password = text(request, settings.get("passwordField"));
        // Only text: an object would become part of the query, and {"$ne": null} matches any user
        if (username == null || password == null) throw invalid(settings);
        String address = address(params);
        parts().limits().begin(username, address);
        Map<String, @Nullable Object> entity = checked(settings, username, password, params);
        parts().limits().succeeded(username, address);
        return Configuration.merged(
                Map.of("authentication", Map.of("strategy", parts().context().name())),
                Map.of(Objects.requireNonNullElse(parts().context().entity(), "user"), identified(entity)));
    }

    /** The address that middleware has set, or else the one that the server sees. An address from another application of the mesh does not count: it could invent a new one for every guess. */
    private static @Nullable String address(Params params) {
        boolean isSaid = params.get("ip") instanceof String && !params.isFromRemote();
        return isSaid ? (String) params.get("ip") : params.ip();
    }

    private static @Nullable String text(Map<String, @Nullable Object> from, @Nullable Object field) {
        return Fields.get(from, String.valueOf(field)) instanceof String text && !text.isEmpty() ? text : null;
    }

    private Map<String, @Nullable Object> checked(
            Map<String, @Nullable Object> settings, String username, String password, Params params) {
        Map<String, @Nullable Object> entity = findEntity(username, params);
        if (!comparePassword(entity, password) || entity == null) throw invalid(settings);
        return entity;
    }

    /** The field of an entity with the hash of its password. */
    public final String passwordField() {
        return entityField(context().settings(), "Password").toString();
    }

    /** The fields of a request with the user name and the password; names or dot paths. */
    public final List<String> requestFields() {
        Map<String, @Nullable Object> settings = context().settings();
        return List.of(String.valueOf(settings.get("usernameField")), String.valueOf(settings.get("passwordField")));
    }

    private static Object entityField(Map<String, @Nullable Object> settings, String which) {
        Object own = settings.get("entity" + which + "Field");
        return own != null
                ? own
                : Objects.requireNonNull(settings.get(which.equals("Username") ? "usernameField" : "passwordField"));
    }

    /**
     * The query that finds the entity of a user name.
     *
     * @param username as sent: text that is not empty
     * @param params of the login
     */
    protected Map<String, ? extends @Nullable Object> entityQuery(String username, Params params) {
        return Map.of("$limit", 1, entityField(context().settings(), "Username").toString(), username);
    }

    /**
     * The entity of a user name, as calls inside the application see it: the first that {@link #entityQuery} finds.
     *
     * @return null when there is none
     */
    protected @Nullable Map<String, @Nullable Object> findEntity(String username, Params params) {
        Object found =
                context().entityService().find(params.without("provider").withQuery(entityQuery(username, params)));
        Object records = found instanceof Map<?, ?> page ? page.get("data") : found;
        return records instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Map<?, ?> record
                ? Configuration.object(record)
                : null;
    }

    /**
     * Whether this is the password of the entity: compares it with the bcrypt hash in {@code entityPasswordField}.
     *
     * @param entity null when there is none for the user name: the check then takes the same time, or the answer would reveal which users exist
     */
    protected boolean comparePassword(@Nullable Map<String, @Nullable Object> entity, String password) {
        String hash = entity == null ? null : text(entity, entityField(context().settings(), "Password"));
        return parts().passwords().matches(password, hash);
    }

    private Map<String, @Nullable Object> identified(Map<String, @Nullable Object> entity) {
        if (entity.get(parts().context().entityId()) == null)
            throw FeathersException.notAuthenticated("Could not get local entity");
        return entity;
    }

    private static FeathersException invalid(Map<String, @Nullable Object> settings) {
        Object message = settings.get("errorMessage");
        return FeathersException.notAuthenticated("%s", message == null ? "Invalid login" : message);
    }
}
