package org.feathers4j.authentication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.hooks.BeforeHook;
import org.feathers4j.hooks.Fields;
import org.feathers4j.hooks.Shaping;
import org.jspecify.annotations.Nullable;

/** Replaces passwords by their hashes (packages/authentication-local/src/hooks/hash-password.ts). */
record HashPassword(String field) implements BeforeHook, Shaping {
    HashPassword {
        if (field.isEmpty()) throw new IllegalArgumentException("The hashPassword hook requires a field name option");
    }

    /** In the params of calls whose data have hashes already. Found by identity: what comes over a network is another object. */
    static final Object DONE = new Object();

    static final String MARK = "feathers4j.passwordHashed";

    @Override
    public void run(HookContext context) {
        if (!context.kind().takesData() || isDone(context)) return;
        context.data(context.data() instanceof List<?> items ? all(items, context) : hashed(context.data(), context));
    }

    @SuppressWarnings("ReferenceEquality") // no other object counts
    static boolean isDone(HookContext context) {
        return context.params().get(MARK) == DONE;
    }

    private List<@Nullable Object> all(List<?> items, HookContext context) {
        var hashed = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) hashed.add(hashed(item, context));
        return hashed;
    }

    private @Nullable Object hashed(@Nullable Object item, HookContext context) {
        Object password = Fields.get(item, field);
        if (Fields.MISSING.equals(password) || !(item instanceof Map<?, ?> object)) return item;
        return Fields.with(object, field, hash(password, context));
    }

    /** @throws FeathersException BadRequest when it is not a text: any other value would be stored unhashed */
    static String hash(@Nullable Object password, HookContext context) {
        if (!(password instanceof String text)) throw FeathersException.badRequest("A password must be text");
        AuthenticationService service = AuthenticationService.of(context.app())
                .orElseThrow(() ->
                        FeathersException.badRequest("Could not find an authentication service to hash password"));
        if (service.strategies().get("local") instanceof LocalStrategy local) return local.hashPassword(text);
        throw FeathersException.badRequest("Could not find 'local' strategy to hash password");
    }
}
