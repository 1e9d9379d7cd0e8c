package org.feathers4j.authentication;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.JsonMapper;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/**
 * The user of a call, whom the hook {@code authenticate} has put into the params.
 *
 * <pre>{@code
 * record User(int id, String email) {}
 *
 * public Todo create(Todo data, Params params) {
 *     User user = Authenticated.user(params, User.class);
 *     ...
 * }
 * }</pre>
 */
public final class Authenticated {
    /** The name of the user among the params unless the configuration sets another. */
    static final String USER = "user";

    private Authenticated() {}

    /** The user of a call as a JSON object; empty when there is none, as in calls made inside the application. */
    public static Optional<Map<String, @Nullable Object>> user(Params params) {
        return entity(params, USER);
    }

    /**
     * The user of a call in its type, which need not have all of its members.
     *
     * @throws FeathersException NotAuthenticated when there is none; GeneralError when the user does not have that shape
     */
    public static <T> T user(Params params, Class<T> type) {
        return typed(user(params).orElseThrow(Authenticated::notAuthenticated), type);
    }

    /** The user of a call as a JSON object, under the name that the configuration of the authentication gives it; empty when there is none. */
    public static Optional<Map<String, @Nullable Object>> user(HookContext context) {
        return entity(context.params(), name(context));
    }

    /**
     * The user of a call in its type, under the name that the configuration of the authentication gives it.
     *
     * @throws FeathersException NotAuthenticated when there is none; GeneralError when the user does not have that shape
     */
    public static <T> T user(HookContext context, Class<T> type) {
        return typed(user(context).orElseThrow(Authenticated::notAuthenticated), type);
    }

    /**
     * The same where the configuration has another name for the user.
     *
     * @param name the {@code entity} of the configuration
     */
    public static Optional<Map<String, @Nullable Object>> entity(Params params, String name) {
        return params.get(name) instanceof Map<?, ?> user ? Optional.of(Configuration.object(user)) : Optional.empty();
    }

    private static String name(HookContext context) {
        String name = AuthenticationService.of(context.app())
                .map(service -> service.configuration().entity())
                .orElse(null);
        return Objects.requireNonNullElse(name, USER);
    }

    private static FeathersException notAuthenticated() {
        return FeathersException.notAuthenticated("Not authenticated");
    }

    private static <T> T typed(Map<String, @Nullable Object> json, Class<T> type) {
        try {
            return Objects.requireNonNull(JsonMapper.shared().<T>toTyped(json, type));
        } catch (FeathersException e) {
            // the caller cannot mend the record of the user
            throw FeathersException.generalError("The user of the call is no %s. %s", type.getSimpleName(), e.message())
                    .withCause(e);
        }
    }
}
