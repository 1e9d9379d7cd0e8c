package org.feathers4j.oauth;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.authentication.AuthenticationStrategy;
import org.feathers4j.authentication.StrategyContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds or creates the user that a provider has confirmed, or links the account to the user who is logged in
 * (packages/authentication-oauth/src/strategy.ts). Register it under the name of the provider. A user is found by the
 * provider's id in the field {@code <name>Id}. Subclasses can store more of the profile.
 *
 * <p>It accepts logins from {@link OAuth} only: a client cannot send a profile.
 */
public class OAuthStrategy implements AuthenticationStrategy {
    private volatile @Nullable StrategyContext registered;

    /** A strategy for one provider. */
    public OAuthStrategy() {}

    @Override
    public final void registered(StrategyContext context) {
        registered = context;
    }

    /** The context of the registered strategy; use it after the registration only. */
    protected final StrategyContext context() {
        return Objects.requireNonNull(registered, "The strategy is not registered with an authentication service");
    }

    /** The query that finds the user of a profile. */
    protected Map<String, @Nullable Object> entityQuery(Map<String, @Nullable Object> profile) {
        return Map.of(context().name() + "Id", id(profile));
    }

    /**
     * The fields of a profile to store in the user.
     *
     * @param existing the stored user; null for a new one
     */
    protected Map<String, @Nullable Object> entityData(
            Map<String, @Nullable Object> profile, @Nullable Map<String, @Nullable Object> existing) {
        return Map.of(context().name() + "Id", id(profile));
    }

    private static Object id(Map<String, @Nullable Object> profile) {
        for (String name : List.of("sub", "id")) {
            Object id = profile.get(name);
            if (id instanceof Number || (id != null && Values.text(id) != null)) return id;
        }
        throw FeathersException.notAuthenticated("The provider's profile has no id");
    }

    @Override
    public final Map<String, @Nullable Object> authenticate(Map<String, @Nullable Object> request, Params params) {
        if (!(params.get(Login.PARAM) instanceof Login login))
            throw FeathersException.notAuthenticated(
                    "No valid oAuth response. You must initiate the oAuth flow from the authorize endpoint.");
        Params inside = params.without("query").without(Login.PARAM).without("provider");
        Map<String, @Nullable Object> entity = stored(login, inside);
        String name = Objects.requireNonNullElse(context().entity(), "user");
        return Map.of("authentication", Map.of("strategy", context().name()), name, identified(entity));
    }

    private Map<String, @Nullable Object> stored(Login login, Params inside) {
        ServiceHandle service = context().entityService();
        Map<String, @Nullable Object> existing = find(login.profile(), inside);
        if (existing == null) existing = current(login, inside);
        Map<String, @Nullable Object> data = entityData(login.profile(), existing);
        Object entity = existing == null
                ? service.create(data, inside)
                : service.patch(new Id(id(existing, context())), data, inside);
        return Values.object(entity);
    }

    private @Nullable Map<String, @Nullable Object> find(Map<String, @Nullable Object> profile, Params inside) {
        Object found = context().entityService().find(inside.withQuery(entityQuery(profile)));
        Object records = found instanceof Map<?, ?> page ? page.get("data") : found;
        return records instanceof List<?> list && !list.isEmpty() ? Values.object(list.getFirst()) : null;
    }

    /** The user who is logged in and links another account; null when there is none. */
    private @Nullable Map<String, @Nullable Object> current(Login login, Params inside) {
        if (login.token() == null) return null;
        Map<String, @Nullable Object> request = Map.of("strategy", "jwt", "accessToken", login.token());
        Object entity = context()
                .service()
                .authenticate(request, inside, List.of("jwt"))
                .get(context().entity());
        return entity == null ? null : Values.object(entity);
    }

    private Map<String, @Nullable Object> identified(Map<String, @Nullable Object> entity) {
        id(entity, context());
        return entity;
    }

    private static Object id(Map<String, @Nullable Object> entity, StrategyContext context) {
        Object id = entity.get(context.entityId());
        if (id == null) throw FeathersException.notAuthenticated("Could not get oAuth entity");
        return id;
    }
}
