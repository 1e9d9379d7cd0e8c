package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/**
 * Hooks that compute properties of data, queries and results. In this order, as Feathers recommends it:
 *
 * <pre>{@code
 * app.service("users").hooks(h -> h
 *     .around(resolveExternal(external))
 *     .around(resolveResult(result))
 *     .before(Validation.query(querySchema))
 *     .before(resolveQuery(query))
 *     .before("create", Validation.data(schema))
 *     .before("create", resolveData(data)));
 * }</pre>
 *
 * <p>Several resolvers run one after another, each on the outcome of the one before. All failed properties are reported at once: a BadRequest whose
 * data are an object of property to error. The hooks may be used by all threads at once.
 */
public final class Resolvers {
    /** Field of the params with the names of the wanted properties; only hooks can set it. */
    static final String SELECTED = "resolve";

    private Resolvers() {}

    /** Resolves the data, of a list every item. */
    public static BeforeHook resolveData(Resolver... resolvers) {
        List<Resolver> chain = List.of(resolvers);
        return (BeforeHook & Shaping) context -> {
            if (!context.kind().takesData()) return;
            Batches batches = batches(chain, context, context.data(), null);
            context.data(Items.changed(context.data(), item -> resolved(chain, item, context, null, batches)));
        };
    }

    /** Resolves the query, for instance to restrict users to their own records. */
    public static BeforeHook resolveQuery(Resolver... resolvers) {
        List<Resolver> chain = List.of(resolvers);
        return context -> context.params(context.params()
                .withQuery(Fields.copy(resolved(chain, context.params().query(), context, null, Batches.NONE))));
    }

    /**
     * Resolves the result, of a list or page every item. With {@code $select} (or {@code $resolve}, which the service never sees) in the query only the named
     * properties are resolved and returned; a {@code $select} that names properties which the resolvers make is kept from the service, which doesn't have them or what they are
     * made of. Schemas of queries need not know these names.
     */
    public static Hook.Around resolveResult(Resolver... resolvers) {
        List<Resolver> chain = List.of(resolvers);
        return new HidingAround(hidden(chain), (context, next) -> {
            context.params(selecting(context.params(), chain));
            next.run();
            List<String> selected = selected(context);
            Batches batches = batches(chain, context, context.result(), selected);
            context.result(Items.changedResult(
                    context, context.result(), item -> resolved(chain, item, context, selected, batches)));
            if (batches.isUsed() && !context.hasDispatch()) hideOfLoaded(context);
        });
    }

    /** Loaded records have their form for clients with them; it counts without resolveExternal, too. */
    @SuppressWarnings("ReferenceEquality") // the very same value: nothing is hidden
    private static void hideOfLoaded(HookContext context) {
        Object shown = External.of(context.result());
        if (shown != context.result()) context.dispatch(shown);
    }

    private static List<String> hidden(List<Resolver> chain) {
        return chain.stream()
                .flatMap(resolver -> resolver.hidden().stream())
                .distinct()
                .toList();
    }

    private static Params selecting(Params params, List<Resolver> chain) {
        Map<String, @Nullable Object> query = Fields.copy(params.query());
        Object resolve = query.remove("$resolve");
        List<String> select = UncheckedSelect.names(query.get("$select"));
        List<String> selected = resolve == null ? select : UncheckedSelect.names(resolve);
        Params changed = query.size() == params.query().size() ? params : params.withQuery(query);
        changed = UncheckedSelect.without(changed, chain);
        return selected == null ? changed.without(SELECTED) : changed.with(SELECTED, selected);
    }

    private static @Nullable List<String> selected(HookContext context) {
        return UncheckedSelect.names(context.params().get(SELECTED));
    }

    /**
     * Sets the dispatch, which is what clients get, to the resolved result; the caller inside the application gets the result as it is. Results of other services
     * that have this hook and are part of the result are shown as those show them. To be registered first, so that it comes last.
     *
     * <p>A {@code $select} may name properties that the resolvers make: the service is then asked for whole records, of which the resolvers make what is shown. Schemas
     * of queries need not know these names. Clients cannot query properties that a resolver removes with {@link Resolver#without}.
     */
    public static Hook.Around resolveExternal(Resolver... resolvers) {
        List<Resolver> chain = List.of(resolvers);
        return new HidingAround(hidden(chain), (context, next) -> {
            ExternalSelection selection = ExternalSelection.of(context, chain);
            next.run();
            if (context.hasDispatch()) context.dispatch(dispatch(chain, context, selection));
            if (!(context.result() instanceof External)) context.result(external(chain, context, selection));
            if (!context.hasDispatch()
                    && (context.result() instanceof Map<?, ?> || context.result() instanceof List<?>))
                context.dispatch(External.of(context.result()));
        });
    }

    /** A hook further in has hidden fields already: resolving starts from its dispatch, or they would be visible again. */
    private static @Nullable Object dispatch(List<Resolver> chain, HookContext context, ExternalSelection selection)
            throws Exception {
        List<String> selected = selection.or(selected(context));
        Batches batches = batches(chain, context, context.dispatch(), selected);
        return External.of(Items.changedResult(
                context, context.dispatch(), item -> External.of(resolved(chain, item, context, selected, batches))));
    }

    /**
     * The form for clients of a value that contains results of services: each is shown as its service shows it, if that has {@link #resolveExternal}.
     *
     * @param value a plain JSON value
     */
    public static @Nullable Object shown(@Nullable Object value) {
        return External.of(value);
    }

    private static @Nullable Object external(List<Resolver> chain, HookContext context, ExternalSelection selection)
            throws Exception {
        List<String> selected = selection.or(selected(context));
        Batches batches = batches(chain, context, context.result(), selected);
        return Items.changedResult(context, context.result(), item -> {
            if (item instanceof External) return item;
            return new External(selection.cut(item), External.of(resolved(chain, item, context, selected, batches)));
        });
    }

    private static Batches batches(
            List<Resolver> chain, HookContext context, @Nullable Object value, @Nullable List<String> selected) {
        List<LoadedProperty> loaded = chain.stream()
                .flatMap(resolver -> resolver.loaded(selected).stream())
                .toList();
        return Batches.of(loaded, Items.records(context, value));
    }

    private static Map<?, ?> resolved(
            List<Resolver> chain,
            Map<?, ?> object,
            HookContext context,
            @Nullable List<String> selected,
            Batches batches)
            throws Exception {
        Map<?, ?> current = object;
        for (Resolver resolver : chain) current = resolver.resolve(current, context, selected, batches);
        return current;
    }
}
