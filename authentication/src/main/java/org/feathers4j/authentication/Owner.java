package org.feathers4j.authentication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.hooks.BeforeHook;
import org.jspecify.annotations.Nullable;

/**
 * Limits external callers to their own records.
 *
 * @param field of a record with the id of its owner; null when the records are the users themselves
 */
record Owner(@Nullable String field) implements BeforeHook {
    private static final String AND = "$and";

    Owner {
        if (field != null && field.isEmpty()) throw new IllegalArgumentException("The owner hook needs a field name");
    }

    @Override
    public void run(HookContext context) {
        if (!context.params().isExternal()) return;
        // a caller who signs up has no record yet
        if (field == null && context.method().equals("create")) return;
        Object user = user(context);
        switch (context.kind()) {
            case FIND -> limit(context, user);
            case GET, REMOVE -> check(context, user);
            case CREATE -> context.data(owned(context.data(), user));
            case UPDATE -> {
                check(context, user);
                context.data(owned(context.data(), user));
            }
            case PATCH -> {
                check(context, user);
                checkGiven(context.data(), user);
            }
            case CUSTOM -> {} // only the method knows which record it concerns
        }
    }

    /** The id of the user who calls. */
    private static Object user(HookContext context) {
        Map<String, @Nullable Object> user =
                Authenticated.user(context).orElseThrow(() -> FeathersException.notAuthenticated("Not authenticated"));
        Object id = user.get(idField(context));
        if (id == null) throw FeathersException.notAuthenticated("The user of the call has no id");
        return id;
    }

    private static String idField(HookContext context) {
        return AuthenticationService.of(context.app())
                .map(AuthenticationService::entityId)
                .orElse(EntityService.USUAL_ID);
    }

    /** A single record must be the caller's; of many, only the caller's are addressed. */
    private void check(HookContext context, Object user) {
        Id id = context.id();
        if (id == null) limit(context, user);
        else if (!isSame(field == null ? id.value() : owner(context, id), user))
            throw FeathersException.forbidden(
                    "Only the owner may '%s' the record '%s' of '%s'", context.method(), id, context.path());
    }

    private @Nullable Object owner(HookContext context, Id id) {
        Params inside = context.params().without("provider").withQuery(Map.of());
        return Configuration.object(context.service().get(id, inside)).get(Objects.requireNonNull(field));
    }

    private static boolean isSame(@Nullable Object id, Object user) {
        return id != null && new Id(id).text().equals(new Id(user).text());
    }

    /** Adds the condition to those of the caller without replacing any: both have to hold. */
    private void limit(HookContext context, Object user) {
        Map<String, @Nullable Object> query = context.params().query();
        var limited = new LinkedHashMap<>(query);
        String owning = field == null ? idOfRecords(context) : field;
        if (!query.containsKey(owning)) limited.put(owning, user);
        else limited.put(AND, with(query.get(AND), Map.of(owning, user)));
        context.params(context.params().withQuery(limited));
    }

    private static List<@Nullable Object> with(@Nullable Object conditions, Map<String, ?> more) {
        if (conditions != null && !(conditions instanceof List<?>))
            throw FeathersException.badRequest("'%s' must be a list of conditions", AND);
        var all = new ArrayList<@Nullable Object>(conditions instanceof List<?> list ? list : List.of());
        all.add(more);
        return all;
    }

    private static String idOfRecords(HookContext context) {
        return context.service().implementation() instanceof Service.Identifies service
                ? service.id()
                : idField(context);
    }

    /** The data with the caller as owner, replacing another one; for each record of a list. */
    private @Nullable Object owned(@Nullable Object data, Object user) {
        if (field == null) return data;
        if (data instanceof List<?> items) {
            var all = new ArrayList<@Nullable Object>(items.size());
            for (Object item : items) all.add(owned(item, user));
            return all;
        }
        if (!(data instanceof Map<?, ?>)) return data;
        var owned = new LinkedHashMap<>(Configuration.object(data));
        owned.put(field, user);
        return owned;
    }

    /** The owner of a record never changes. Databases also take changes by operator: {@code {"$set": {"userId": 2}}}. */
    private void checkGiven(@Nullable Object data, Object user) {
        if (field == null || !(data instanceof Map<?, ?> changes)) return;
        if (changes.containsKey(field) && !isSame(changes.get(field), user))
            throw FeathersException.forbidden("'%s' can not be changed: a record stays its owner's", field);
        changes.forEach((name, change) -> {
            if (String.valueOf(name).startsWith("$")) checkGiven(change, user);
        });
    }
}
