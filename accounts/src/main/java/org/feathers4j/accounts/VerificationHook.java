package org.feathers4j.accounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.hooks.AfterHook;
import org.feathers4j.hooks.CommonHooks;
import org.feathers4j.hooks.Shaping;
import org.jspecify.annotations.Nullable;

/** Around all methods of the service of the users: new users get tokens and a notice, and the fields of the account belong to nobody else. */
final class VerificationHook implements Hook.Around, Hook.Check, Shaping {
    private final AccountOptions options;
    private final Users users;
    private final Tokens tokens;
    private final Notices notices;
    private final AfterHook hiding = CommonHooks.protect(AccountFields.SECRET.toArray(String[]::new));

    VerificationHook(AccountOptions options, Users users, Tokens tokens, Notices notices) {
        this.options = options;
        this.users = users;
        this.tokens = tokens;
        this.notices = notices;
    }

    @Override
    public void check(HookContext context) throws Exception {
        if (hiding instanceof Hook.Check check) check.check(context);
    }

    @Override
    public void run(HookContext context, Hook.Next next) throws Exception {
        if (context.params().isExternal()) refuse(context);
        List<Tokens.Made> made = context.method().equals("create") ? begin(context) : List.of();
        next.run();
        if (!made.isEmpty()) tell(context.result(), made);
        hiding.run(context);
    }

    private void refuse(HookContext context) {
        if (!context.kind().takesData()) return;
        // the fields of the account, which clients cannot give, would be gone
        if (context.method().equals("update"))
            throw FeathersException.methodNotAllowed("Users are patched, not replaced");
        List<?> items = context.data() instanceof List<?> list ? list : List.of(Request.object(context.data()));
        for (Object item : items) for (String name : Request.object(item).keySet()) refuse(context, name);
    }

    private void refuse(HookContext context, String name) {
        int dot = name.indexOf('.');
        String field = dot < 0 ? name : name.substring(0, dot);
        if (AccountFields.ALL.contains(field)) throw FeathersException.badRequest("'%s' cannot be set", field);
        if (context.method().equals("create")) return;
        if (options.identityFields().contains(field))
            throw FeathersException.badRequest("'%s' changes by the action identityChange only", field);
        if (users.local().passwordField().equals(field))
            throw FeathersException.badRequest("'%s' changes by the action passwordChange only", field);
    }

    private List<Tokens.Made> begin(HookContext context) {
        var made = new ArrayList<Tokens.Made>();
        if (context.data() instanceof List<?> items) {
            var all = new ArrayList<@Nullable Object>();
            for (Object item : items) all.add(begun(item, made));
            context.data(all);
        } else if (context.data() instanceof Map<?, ?> item) context.data(begun(item, made));
        return made;
    }

    private Map<String, @Nullable Object> begun(@Nullable Object item, List<Tokens.Made> made) {
        Map<String, @Nullable Object> user = new LinkedHashMap<>(Request.object(item));
        if (Boolean.TRUE.equals(user.get(AccountFields.VERIFIED))) return user; // by the application itself
        Tokens.Made own = tokens.make(Purpose.VERIFY);
        user.put(AccountFields.VERIFIED, false);
        user.putAll(own.fields());
        made.add(own);
        return user;
    }

    private void tell(@Nullable Object result, List<Tokens.Made> made) {
        List<?> created = result instanceof List<?> list ? list : List.of(Request.object(result));
        if (created.size() == 1 && made.size() == 1) { // hooks may have left the token out
            tell(Request.object(created.getFirst()), made.getFirst());
            return;
        }
        for (Object each : created) {
            Map<String, @Nullable Object> user = Request.object(each);
            for (Tokens.Made own : made)
                if (Tokens.areEqual(
                        String.valueOf(own.fields().get(Purpose.VERIFY.token())), user.get(Purpose.VERIFY.token())))
                    tell(user, own);
        }
    }

    private void tell(Map<String, @Nullable Object> user, Tokens.Made made) {
        notices.sendLater(notices.of("sendVerifySignup", user, made, Map.of(), Map.of()));
    }
}
