package org.feathers4j.hooks;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.HookType;
import org.feathers4j.JsonCopies;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/**
 * Small hooks that most Feathers projects use, with the names and with the behaviour of feathers-hooks-common.
 *
 * <pre>{@code
 * app.service("users").hooks(h -> h
 *     .before(softDelete())
 *     .before("create", required("email", "address.city"))
 *     .before("create", iff(isProvider("external"), discard("role")).otherwise(log))
 *     .before("patch", timestamps())
 *     .after(protect("password")));
 * }</pre>
 *
 * <p>Fields are names or dot paths. Data, queries and results are never changed in place. All hooks may be used by all threads at once.
 */
public final class CommonHooks {
    /** The least code of errors that are not the caller's. */
    private static final int INTERNAL = 500;

    private CommonHooks() {}

    /** Hooks that run only when the condition is true; hooks for the remaining calls with {@link Conditional#otherwise}. */
    public static Conditional iff(Predicate<? super HookContext> condition, Hook... hooks) {
        return new Conditional(condition, List.of(hooks), List.of());
    }

    /** The same as {@link #iff}. */
    public static Conditional when(Predicate<? super HookContext> condition, Hook... hooks) {
        return iff(condition, hooks);
    }

    /** Hooks that run only when the condition is false. */
    public static Hook unless(Predicate<? super HookContext> condition, Hook... hooks) {
        return new Conditional(condition, List.of(), List.of(hooks));
    }

    /** A hook around the method that runs only when the condition is true; otherwise the call goes straight on. */
    public static Hook.Around iffAround(Predicate<? super HookContext> condition, Hook.Around hook) {
        return new ConditionalAround(condition, hook);
    }

    /**
     * Whether a call came over one of these ways; for {@link #iff}.
     *
     * @param providers {@code rest}, {@code socketio}, {@code external} for any of them, {@code server} for calls made inside the application
     * @throws IllegalArgumentException when there is none
     */
    public static Predicate<HookContext> isProvider(String... providers) {
        if (providers.length == 0) throw new IllegalArgumentException("isProvider needs the name of a provider");
        List<String> names = List.of(providers);
        return context -> isOneOf(context.params(), names);
    }

    static boolean isOneOf(Params params, List<String> providers) {
        String provider = params.provider();
        return providers.contains(provider == null ? "server" : provider)
                || (provider != null && providers.contains("external"));
    }

    /**
     * Refuses calls with MethodNotAllowed.
     *
     * @param providers as for {@link #isProvider}; without any every call is refused
     */
    public static BeforeHook disallow(String... providers) {
        return new Disallow(List.of(providers));
    }

    /**
     * Removes fields: from the data when registered before create, update, patch or a custom method, else from the result. Clients cannot query
     * fields that are removed from results: a query may have no condition on them, nor sort by them or select them.
     *
     * @throws IllegalStateException during the call, when registered before a method without data
     */
    public static Hook discard(String... fields) {
        List<String> names = List.of(fields);
        return new HidingHook(asked -> asked.anyOf(names), context -> {
            if (Placement.isOwn(context)) return;
            checkData("discard", context);
            Items.change(context, item -> Fields.without(item, names));
        });
    }

    /**
     * Keeps only these fields: of the data when registered before create, update, patch or a custom method, else of the result. Clients cannot
     * query fields that are not kept in results: a query may have no condition on them, nor sort by them or select them.
     *
     * @throws IllegalStateException during the call, when registered before a method without data
     */
    public static Hook keep(String... fields) {
        List<String> names = List.of(fields);
        return new HidingHook(asked -> asked.noneOf(names), context -> {
            if (Placement.isOwn(context)) return;
            checkData("keep", context);
            Items.change(context, item -> Fields.only(item, names));
        });
    }

    /** Removes members from the query. */
    public static BeforeHook discardQuery(String... fields) {
        List<String> names = List.of(fields);
        return (BeforeHook & Shaping) context -> {
            Params params = context.params();
            if (!Placement.isOwn(context)) context.params(params.withQuery(Fields.without(params.query(), names)));
        };
    }

    /** Keeps only these members of the query: {@code $limit} and the like are kept only when named. */
    public static BeforeHook keepQuery(String... fields) {
        List<String> names = List.of(fields);
        return (BeforeHook & Shaping) context -> {
            Params params = context.params();
            if (!Placement.isOwn(context)) context.params(params.withQuery(Fields.only(params.query(), names)));
        };
    }

    /**
     * Refuses data in which one of these fields is missing, null or an empty text; of a list every item is looked at. The caller gets a BadRequest whose
     * {@code errors} name the fields of the first item that lacks any.
     *
     * @throws IllegalStateException during the call, when registered anywhere but before a method with data
     */
    public static BeforeHook required(String... fields) {
        Required required = new Required(List.of(fields));
        return (BeforeHook & Shaping) context -> {
            Placement.needsData(context, "required");
            if (!Placement.isOwn(context)) required.run(context);
        };
    }

    /** Marks records as {@code deleted} instead of removing them, and hides them from then on; to be registered before all methods. */
    public static SoftDelete softDelete() {
        return softDelete("deleted");
    }

    /** Marks records by setting a field to true instead of removing them, and hides them from then on. */
    public static SoftDelete softDelete(String field) {
        return SoftDelete.marking(field);
    }

    /** Writes {@code createdAt} into data that create, and {@code updatedAt} into those that create, update or patch, as ISO text; before these methods or all. */
    public static Hook timestamps() {
        return timestamps(Clock.systemUTC());
    }

    /** The same with the time of a clock. */
    public static Hook timestamps(Clock clock) {
        return timestamps(clock, "createdAt", "updatedAt");
    }

    /** The same with the time of a clock, in fields of these names. */
    public static Hook timestamps(Clock clock, String created, String updated) {
        return new Timestamps(clock, created, updated);
    }

    /**
     * Hides fields from clients: sets the dispatch to the result without them, and for calls from outside the result too. Lists and pages item by item.
     * Clients cannot query these fields: a query may have no condition on them, nor sort by them or select them.
     */
    public static AfterHook protect(String... fields) {
        return new Protect(List.of(fields));
    }

    /**
     * Sets one place of the context to the value of another before the method: the query or the data of a call to what is known of its caller. A call of a client is refused
     * with Forbidden when there is no value; an internal one goes on, with nothing set.
     *
     * <pre>{@code
     * h.before("find", setField(o -> o.from("params.user.id").as("params.query.userId")))     // users find their own records
     *  .before("create", setField(o -> o.from("params.user.id").as("data.userId")))           // and create no others
     * }</pre>
     *
     * <p>The behaviour is that of feathers-hooks-common (src/hooks/set-field.ts), with these differences: of data that are a list every item is set; where the path leads
     * through a text or a list, the call is refused with BadRequest, and null gives way to an object (the original leaves all of these as the client sent them); paths that no service
     * would look at are refused when the hook is made. The hook is no rule for the patch of {@link #softDelete()} as far as it sets data.
     *
     * @throws IllegalArgumentException when {@code from} or {@code as} is missing, or {@code as} is no place that can be set
     * @throws IllegalStateException during the call, when registered after a method, or for data before one without
     */
    public static BeforeHook setField(Consumer<SetFieldOptions.Builder> options) {
        return new SetField(SetFieldOptions.of(options));
    }

    /** The same as {@code stashBefore("before")}. */
    public static BeforeHook stashBefore() {
        return stashBefore("before");
    }

    /**
     * Puts the record as it is before a change into a field of the params, for hooks further on that compare; before get, update, patch or remove.
     *
     * <pre>{@code
     * h.before("patch", stashBefore())
     *  .after("patch", context -> history.add(context.params().get("before"), context.result()))
     * }</pre>
     *
     * <p>The record is read with an internal {@code get} of the service, with all its hooks and with the user, {@code authenticated} and transaction of the call, and is a copy. The
     * field is not there for calls about many records, when the get fails, and for calls with {@code params.disableStashBefore}, which the get has. As in feathers-hooks-common
     * (src/hooks/stash-before.ts), which reads as the client would and asks for many records, too, in vain.
     *
     * @param field name of the param
     * @throws IllegalStateException during the call, when registered elsewhere
     */
    public static BeforeHook stashBefore(String field) {
        return new StashBefore(field);
    }

    /**
     * Keeps patches from changing fields, whoever calls; before patch.
     *
     * <pre>{@code
     * h.before("patch", preventChanges(true, "email", "address.country"))
     * }</pre>
     *
     * <p>The behaviour is that of feathers-hooks-common (src/hooks/prevent-changes.ts), save that of a list every item is looked at. A patch that replaces the whole object
     * around a field without naming the field passes: {@code address} is to be named where that matters.
     *
     * @param refuse whether data with such a field, be it null, are refused with BadRequest; else the fields are left out silently
     * @throws IllegalStateException during the call, when registered elsewhere
     */
    public static BeforeHook preventChanges(boolean refuse, String... fields) {
        return new PreventChanges(refuse, List.of(fields));
    }

    /**
     * Hides what internal errors say from callers outside: of an error with a code of 500 or more they get the name and the code, with a neutral message and without data, errors and whatever else
     * another process has added. Without the hook this is so for exceptions that are no {@link FeathersException}; with it also for those that the application throws or gets from peers. To be
     * registered for errors, of the application or a service. The log and callers inside the application get the error as it is.
     *
     * <pre>{@code
     * app.hooks(h -> h.error(hideInternalErrors()));
     * }</pre>
     */
    public static Hook hideInternalErrors() {
        return (Hook & Shaping) context -> {
            Throwable error = context.error();
            if (error == null || !context.params().isExternal()) return;
            FeathersException known = FeathersException.from(error);
            if (known.code() < INTERNAL) return;
            context.error(FeathersException.named(known.name(), known.code(), known.className(), "Something went wrong")
                    .withCause(error));
        };
    }

    /**
     * Adds records of other services to those of the result: one, a list, or a page. To be registered after or around methods.
     *
     * <pre>{@code
     * h.after(populate(o -> o
     *     .include("users", i -> i.nameAs("author").parentField("authorId").childField("id"))
     *     .include("comments", i -> i.parentField("id").childField("postId").asArray(true).query(Map.of("$sort", Map.of("id", 1))))))
     * }</pre>
     *
     * <p>As in feathers-hooks-common (src/hooks/populate.ts), with {@code _include} in each record and without {@code profile}; but all records of a depth share one find, unless
     * their queries have a limit or depend on the record. The finds have the params of the call, and its transaction. Texts and numbers are different values. {@link Loader} does the same in
     * resolvers, for properties that {@code $select} can leave out.
     */
    public static AfterHook populate(Consumer<PopulateOptions.Builder> options) {
        return new Populate(PopulateOptions.of(options));
    }

    /**
     * Changes every record of the data when registered before a method, else of the result: one, a list, or a page.
     *
     * <pre>{@code
     * h.before("create", alterItems((todo, context) -> todo.putIfAbsent("done", false)))
     * }</pre>
     *
     * <p>As in feathers-hooks-common (src/hooks/alter-items.ts); the function changes a copy in place and returns nothing. It is not called for null and values that are no objects, and
     * changes the result, not the dispatch.
     *
     * @throws IllegalStateException during the call, when registered before a method without data
     */
    public static Hook alterItems(ItemChange change) {
        return (Hook & Shaping) context -> {
            checkData("alterItems", context);
            Items.change(context, item -> {
                Map<String, @Nullable Object> copy = JsonCopies.mutable(item);
                change.change(copy, context);
                return copy;
            });
        };
    }

    /**
     * Takes params from clients: those of these names in the member {@code $client} of the query, which goes. In Node clients put them there with {@code paramsForServer}. To be
     * registered before the validation of queries, which does not know the member.
     *
     * <pre>{@code
     * h.before("find", paramsFromClient("locale"))       // GET /messages?$client[locale]=de
     * }</pre>
     *
     * <p>The values are whatever the client sent; over REST text. As in feathers-hooks-common (src/hooks/params-from-client.ts): a {@code $client} that is no object stays, and the
     * service refuses it. The original takes any name.
     *
     * @throws IllegalArgumentException for names that say who calls, how or about what: {@code user}, {@code provider}, {@code query}, {@code transaction} and the like
     */
    public static BeforeHook paramsFromClient(String... names) {
        return new ParamsFromClient(List.of(names));
    }

    /**
     * Turns pagination off for calls with {@code $limit: -1}, as number or text; before find. It does so for every caller: a client can then ask for everything there is, so it belongs
     * within {@link #iff} unless the service is small.
     *
     * <pre>{@code
     * h.before("find", iff(isProvider("server"), disablePagination()))
     * }</pre>
     *
     * <p>As in feathers-hooks-common (src/hooks/disable-pagination.ts). To be registered before the validation of queries.
     *
     * @throws IllegalStateException during the call, when registered elsewhere
     */
    public static BeforeHook disablePagination() {
        return new DisablePagination();
    }

    /**
     * A cache of results of get and find, to be registered before and after these methods; {@link ResultCache} says what is kept, for whom and how long.
     *
     * <pre>{@code
     * ResultCache cached = cache(o -> o.maxEntries(500).timeLimit(Duration.ofSeconds(30)));
     * h.before("find", cached).after("find", cached)
     * }</pre>
     */
    public static ResultCache cache(Consumer<CacheOptions.Builder> options) {
        return new ResultCache(CacheOptions.of(options), System::nanoTime);
    }

    /**
     * Writes one line about the call into the log, at level info, under the name of this package with {@code .Debug}: the label, kind, method and path, and of id, query, data, result and params the
     * names and types. Values are never written: they may be hidden from clients, passwords or tokens. Of an error there are name and code. Before, after and error; the call is as the hook finds it.
     *
     * <pre>{@code
     * h.before("create", debug("checked"))
     * // checked: before create of 'todos', query {}, data {text: string, done: boolean}, params [provider, query, user]
     * }</pre>
     *
     * <p>Unlike that of feathers-hooks-common (src/hooks/debug.ts), which prints everything on several lines.
     */
    public static Hook debug(String label) {
        return new Debug(label);
    }

    private static void checkData(String hook, HookContext context) {
        if (context.type() == HookType.BEFORE) Placement.needsData(context, hook);
    }
}
