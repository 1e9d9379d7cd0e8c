package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;

import org.feathers4j.Params;
import org.feathers4j.hooks.AfterHook;
import org.feathers4j.hooks.BeforeHook;
import org.feathers4j.hooks.CommonHooks;
import org.feathers4j.hooks.PropertyResolver;

/**
 * The hooks of authentication, by Feathers' names.
 *
 * <pre>{@code
 * app.service("users").hooks(h -> h
 *     .before(unless(context -> context.method().equals("create"), authenticate("jwt"), owner()))
 *     .before(hashPassword("password"))
 *     .after(protect("password")));
 * }</pre>
 */
public final class AuthenticationHooks {
    private AuthenticationHooks() {}

    /**
     * Refuses external calls without valid credentials, with NotAuthenticated. To be registered before or around methods; afterwards the params have the result of the strategy
     * ({@code user}, {@code authentication}) and {@code authenticated: true}. Calls made inside the application pass as they are, unless they
     * have an {@code authentication} to be checked.
     *
     * @param strategies the allowed ones, for instance {@code jwt}
     * @throws IllegalArgumentException when there is none
     */
    public static BeforeHook authenticate(String... strategies) {
        return new Authenticate(null, List.of(strategies));
    }

    /**
     * The same with another authentication service than the default one.
     *
     * @param service its path
     */
    public static BeforeHook authenticateWith(String service, String... strategies) {
        return new Authenticate(service, List.of(strategies));
    }

    /**
     * Replaces a password in the data, or in every item of the data, by its hash; data without it stay as they are. The strategy {@code local} of the default
     * authentication service hashes.
     *
     * @param field name or dot path
     */
    public static BeforeHook hashPassword(String field) {
        return new HashPassword(field);
    }

    /**
     * Params for a call inside the application whose data have the hash of a password already, see {@link LocalStrategy#hashPassword}: {@link #hashPassword} and
     * {@link #passwordHash} leave it as it is.
     */
    public static Params withHashedPassword(Params params) {
        return params.with(HashPassword.MARK, HashPassword.DONE);
    }

    /** The same as {@link #hashPassword} for resolvers: {@code Resolver.create().property("password", passwordHash())}. */
    public static PropertyResolver passwordHash() {
        return (value, object, context) ->
                value == null || HashPassword.isDone(context) ? value : HashPassword.hash(value, context);
    }

    /**
     * Limits users to their own record; for the service of the users, to be registered after {@link #authenticate}. Calls from outside to {@code get}, {@code update},
     * {@code patch} and {@code remove} a record are Forbidden unless its id is that of the user who calls, and NotAuthenticated without one; {@code find} and calls for many records are
     * limited to this record. {@code create} passes: a caller who signs up has no record yet. Calls made inside the application pass, too.
     */
    public static BeforeHook owner() {
        return new Owner(null);
    }

    /**
     * Limits users to their own records, those with the id of the user in a field; to be registered after {@link #authenticate}. Calls from outside to {@code get},
     * {@code update}, {@code patch} and {@code remove} a record of another user are Forbidden, and NotAuthenticated without a user; {@code find} and calls for many records are limited to
     * the user's. {@code create} and {@code update} write the id of the user into the field, replacing a value of the caller, and a {@code patch} that would change it is Forbidden.
     * Custom methods need a user, and have to look at the record themselves. Calls made inside the application pass.
     *
     * <p>The hook reads the owner of a record with an internal {@code get}, which the service must have.
     *
     * @param field its name
     */
    public static BeforeHook owner(String field) {
        return new Owner(field);
    }

    /** Hides fields from clients, as {@link CommonHooks#protect} does. */
    public static AfterHook protect(String... fields) {
        return CommonHooks.protect(fields);
    }

    /**
     * The trusted part of the params of a call from another application of the mesh whose user must be verified again. For the option
     * {@code remoteParams} of a distribution:
     *
     * <pre>{@code
     * Distribution.create(o -> o.remoteParams(AuthenticationHooks::unproven))
     * }</pre>
     *
     * @return params with the query, the route, the headers and the {@code authentication} to be checked; the call counts as external
     */
    public static Params unproven(Params params) {
        Params kept = Params.of(Map.of("provider", params.provider() == null ? "mesh" : params.provider()));
        for (String name : List.of("query", "route", "headers", "authentication"))
            if (params.has(name)) kept = kept.with(name, params.get(name));
        return kept;
    }
}
