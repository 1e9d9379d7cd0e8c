package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.feathers4j.Discreet;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.JsonCopies;
import org.feathers4j.MethodKind;
import org.feathers4j.ServiceHandle;
import org.feathers4j.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Keeps results of get and find, and answers with them until the service changes. Made by {@link CommonHooks#cache}; one object is registered before and after the methods: as the last hook before, and as the
 * first after, so that all other hooks run for kept results, too.
 *
 * <pre>{@code
 * ResultCache cached = CommonHooks.cache(o -> o.maxEntries(500).timeLimit(Duration.ofSeconds(30)));
 * h.before("find", authenticate("jwt")).before("find", cached).after("find", cached).after("find", protect("notes"));
 * }</pre>
 *
 * <p><b>The key.</b> A result answers only a call with the same method, id and query, letter by letter, and with equal params: provider, user, authentication, route and whatever else
 * hooks have put there. Not compared are the connection, the IP address and headers of no meaning for a service, such as {@code User-Agent}; {@code Authorization}, {@code Cookie},
 * {@code Accept-Language}, {@code Host} and all others are. So users never share results, nor do the logins of one user; visitors who send the same headers do. Nothing is kept when a later hook changes
 * the params: the result is of another call than the one that was looked up.
 *
 * <p><b>Changes.</b> Every {@code created}, {@code updated}, {@code patched} and {@code removed} event of the service, here or at its replicas, drops all of its results, as does one of these methods with this
 * hook after it. A result that was read before such a change is not kept after it. Changes without an event are seen after the time limit: in the database directly, in other services whose records
 * are part of the result, by replicas that cannot be heard. Calls with a transaction are neither answered nor kept.
 *
 * <p>Results are copied on the way in and out. Results with anything but JSON values in them, those of other services with {@link Resolvers#resolveExternal} for instance, are not kept.
 *
 * <p>In feathers-hooks-common (src/hooks/cache.ts) a cache has records by id, for get without a query, and answers all callers with them.
 */
public final class ResultCache implements Hook, Shaping {
    private static final List<String> CHANGES = List.of("created", "updated", "patched", "removed");

    private final CacheOptions options;
    private final LongSupplier nanos;
    private final Map<ServiceHandle, CacheEntries> entries = new ConcurrentHashMap<>();

    ResultCache(CacheOptions options, LongSupplier nanos) {
        this.options = options;
        this.nanos = nanos;
    }

    /** Drops all results, of all services. Any thread. */
    public void clear() {
        entries.values().forEach(CacheEntries::clear);
    }

    /**
     * Answers, keeps or drops.
     *
     * @throws IllegalStateException as an error hook
     */
    @Override
    public void run(HookContext context) {
        boolean isRead = context.kind() == MethodKind.GET || context.kind() == MethodKind.FIND;
        switch (context.type()) {
            case BEFORE -> {
                if (isRead && isUsable(context)) lookUp(context);
            }
            case AFTER -> {
                if (!isRead) entriesOf(context).clear();
                else if (isUsable(context)) keep(context);
            }
            case AROUND, ERROR ->
                throw new IllegalStateException(
                        "The 'cache' hook can only be used as a 'before' and 'after' hook. It is registered %s %s of %s"
                                .formatted(context.type().word(), context.method(), context.path()));
        }
    }

    private static boolean isUsable(HookContext context) {
        return !context.params().has(UnitOfWork.PARAM);
    }

    private void lookUp(HookContext context) {
        if (context.hasResult()) return;
        CacheEntries known = entriesOf(context);
        CacheEntries.Entry entry = known.get(CacheKey.of(context), context, nanos.getAsLong());
        if (entry != null) context.result(JsonCopies.mutable(entry.result()));
    }

    private void keep(HookContext context) {
        Object result = context.result();
        if (!isPlain(result)) return;
        long until = nanos.getAsLong() + options.timeLimit().toNanos();
        entriesOf(context)
                .put(CacheKey.of(context), context, new CacheEntries.Entry(JsonCopies.mutable(result), until));
    }

    private CacheEntries entriesOf(HookContext context) {
        return entries.computeIfAbsent(context.service(), this::listening);
    }

    private CacheEntries listening(ServiceHandle service) {
        var made = new CacheEntries(options.maxEntries());
        for (String event : CHANGES) service.onAnyReplica(event, (item, context) -> made.clear());
        return made;
    }

    /** Values that hide something from clients are maps, too; a copy would show it. */
    private static boolean isPlain(@Nullable Object value) {
        return switch (value) {
            case Discreet discreet -> false;
            case Map<?, ?> members -> members.values().stream().allMatch(ResultCache::isPlain);
            case List<?> items -> items.stream().allMatch(ResultCache::isPlain);
            case null -> true;
            default -> value instanceof String || value instanceof Number || value instanceof Boolean;
        };
    }
}
