package org.feathers4j.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.authentication.AuthenticationHooks;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.LocalStrategy;
import org.feathers4j.hooks.Fields;
import org.jspecify.annotations.Nullable;

/** The service with the users, and their passwords. Safe for all threads. */
record Users(Application app, String path) {
    private ServiceHandle service() {
        return app.service(path);
    }

    LocalStrategy local() {
        if (AuthenticationService.of(app)
                        .map(service -> service.strategies().get("local"))
                        .orElse(null)
                instanceof LocalStrategy local) return local;
        throw new IllegalStateException("Accounts need an authentication service with the strategy 'local'");
    }

    String idField() {
        return service().implementation() instanceof Service.Identifies identifies ? identifies.id() : "id";
    }

    Id id(Map<String, @Nullable Object> user) {
        Object id = user.get(idField());
        if (id == null) throw new IllegalStateException("A user of '%s' has no '%s'".formatted(path, idField()));
        return new Id(id);
    }

    /** The one user who matches; null when there is none, or more than one. */
    @Nullable
    Map<String, @Nullable Object> one(Map<String, @Nullable Object> query) {
        var limited = new LinkedHashMap<>(query);
        limited.put("$limit", 2);
        List<?> found = found(limited);
        return found.size() == 1 ? Request.object(found.getFirst()) : null;
    }

    /** Whether there is a user who matches, other than one. */
    boolean isTaken(String field, Object value, @Nullable Object own) {
        var query = new LinkedHashMap<String, @Nullable Object>();
        query.put(field, value);
        query.put("$limit", 1);
        if (own != null) query.put(idField(), Map.of("$ne", own));
        return !found(query).isEmpty();
    }

    private List<?> found(Map<String, @Nullable Object> query) {
        Object found = service().find(Params.query(query));
        Object records = found instanceof Map<?, ?> page ? page.get("data") : found;
        return records instanceof List<?> list ? list : List.of();
    }

    /**
     * Changes a user, as one step with the check.
     *
     * @param expected fields that the user must still have
     * @return what the call has done; null when the user does not have them
     */
    @Nullable
    HookContext patch(
            Map<String, @Nullable Object> user,
            Map<String, @Nullable Object> changes,
            Map<String, @Nullable Object> expected) {
        ServiceHandle service = service();
        Params params = AuthenticationHooks.withHashedPassword(Params.query(expected));
        HookContext call = service.context("patch", id(user), changes, params);
        try {
            service.run(call);
            return call;
        } catch (FeathersException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) return null;
            throw e;
        }
    }

    /** A user as clients see it. */
    Map<String, @Nullable Object> shown(HookContext call) {
        return withoutSecrets(Request.object(call.shown()));
    }

    /** A user as the application sees it, without what nobody needs to know. */
    Map<String, @Nullable Object> withoutSecrets(Map<String, @Nullable Object> user) {
        Map<String, @Nullable Object> shown = Fields.without(user, List.of(local().passwordField()));
        shown.keySet().removeAll(AccountFields.SECRET);
        return shown;
    }
}
