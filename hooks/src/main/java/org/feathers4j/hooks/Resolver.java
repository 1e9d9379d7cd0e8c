package org.feathers4j.hooks;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the properties of an object are computed. Immutable: {@code with...} returns a changed copy. For the hooks of {@link Resolvers}.
 *
 * <pre>{@code
 * Resolver messages = Resolver.create()
 *     .property("text", (text, message, context) -> clean(text))
 *     .virtual("author", (message, context) -> users.get(Id.ofNullable(message.get("authorId")), Params.empty()))
 *     .without("draft");
 * }</pre>
 */
public final class Resolver {
    /** A property resolver returns this to remove its property; Feathers' undefined. */
    public static final Object ABSENT = new Object() {
        @Override
        public String toString() {
            return "absent";
        }
    };

    private static final Logger log = LoggerFactory.getLogger(Resolver.class);

    private static final Resolver NONE = new Resolver(Map.of(), Set.of(), Set.of());

    private final Map<String, PropertyResolver> properties;
    private final Set<String> virtuals;
    private final Set<String> hidden;

    private Resolver(Map<String, PropertyResolver> properties, Set<String> virtuals, Set<String> hidden) {
        this.properties = properties;
        this.virtuals = virtuals;
        this.hidden = hidden;
    }

    /** A resolver that changes nothing. */
    public static Resolver create() {
        return NONE;
    }

    /** Computes a property. */
    public Resolver property(String name, PropertyResolver resolver) {
        var all = new LinkedHashMap<>(properties);
        all.put(name, resolver);
        return new Resolver(Collections.unmodifiableMap(all), without(virtuals, name), without(hidden, name));
    }

    /** Computes a property that is never stored; a value that the object has for it is ignored. */
    public Resolver virtual(String name, PropertyResolver.Virtual resolver) {
        PropertyResolver computed = resolver instanceof LoadedProperty loaded
                ? loaded
                : (value, object, context) -> resolver.resolve(object, context);
        Resolver with = property(name, computed);
        return new Resolver(with.properties, with(with.virtuals, name), with.hidden);
    }

    /**
     * Removes properties. In a resolver of results clients cannot query them either: a query may have no condition on these properties, nor sort by them or select them. That
     * does not apply to a property that a function computes as absent.
     */
    public Resolver without(String... names) {
        return Arrays.stream(names).reduce(this, Resolver::hiding, (a, b) -> b);
    }

    private Resolver hiding(String name) {
        Resolver absent = property(name, (value, object, context) -> ABSENT);
        return new Resolver(absent.properties, absent.virtuals, with(absent.hidden, name));
    }

    private static Set<String> with(Set<String> names, String name) {
        var more = new LinkedHashSet<>(names);
        more.add(name);
        return Collections.unmodifiableSet(more);
    }

    private static Set<String> without(Set<String> names, String name) {
        var fewer = new LinkedHashSet<>(names);
        fewer.remove(name);
        return Collections.unmodifiableSet(fewer);
    }

    /** The properties that it removes. */
    Set<String> hidden() {
        return hidden;
    }

    Set<String> virtuals() {
        return virtuals;
    }

    /** Whether it computes this property, perhaps from further ones. */
    boolean makes(String name) {
        return properties.containsKey(name);
    }

    /** The properties that are made of records of loaders. */
    List<LoadedProperty> loaded(@Nullable List<String> selected) {
        return properties.entrySet().stream()
                .filter(property -> selected == null || selected.contains(property.getKey()))
                .map(Map.Entry::getValue)
                .filter(LoadedProperty.class::isInstance)
                .map(LoadedProperty.class::cast)
                .toList();
    }

    /** @param selected the only properties wanted; null for all */
    Map<String, @Nullable Object> resolve(
            Map<?, ?> object, HookContext context, @Nullable List<String> selected, Batches batches) {
        Map<String, @Nullable Object> before = Collections.unmodifiableMap(Fields.copy(object));
        var resolved = new LinkedHashMap<String, @Nullable Object>();
        var errors = new LinkedHashMap<String, @Nullable Object>();
        for (String name : selected == null ? names(before) : selected)
            try {
                resolve(name, before, context, resolved, batches);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FeathersException.unavailable("Interrupted while resolving '%s' in %s", name, context)
                        .withCause(e);
            } catch (Exception e) {
                errors.put(name, json(e, name, context));
            }
        if (errors.isEmpty()) return resolved;
        String where = selected == null ? "" : " " + String.join(".", selected);
        throw refused("Error resolving data" + where, errors);
    }

    private static FeathersException refused(String message, Map<String, @Nullable Object> errors) {
        // these two mean something else in the data of an error, so properties of that name are told apart
        boolean ambiguous = errors.containsKey("message") || errors.containsKey("errors");
        var data = Fields.without(errors, List.of("message", "errors"));
        FeathersException error = FeathersException.badRequest("%s", message).withData(data);
        return ambiguous ? error.withErrors(errors) : error;
    }

    private Set<String> names(Map<String, @Nullable Object> object) {
        var names = new LinkedHashSet<>(object.keySet());
        names.addAll(properties.keySet());
        return names;
    }

    private void resolve(
            String name,
            Map<String, @Nullable Object> object,
            HookContext context,
            Map<String, @Nullable Object> resolved,
            Batches batches)
            throws Exception {
        boolean present = object.containsKey(name);
        Object value = object.get(name);
        PropertyResolver resolver = properties.get(name);
        if (resolver != null) {
            value = resolver instanceof LoadedProperty loaded
                    ? loaded.resolve(object, context, batches)
                    : resolver.resolve(value, object, context);
            present |= value != null || virtuals.contains(name);
        }
        if (present && !ABSENT.equals(value)) resolved.put(name, value);
    }

    /** As Feathers: its own errors whole, of others the message, which clients get only if they may. */
    private static Map<String, @Nullable Object> json(Exception error, String name, HookContext context) {
        if (error instanceof FeathersException known && !known.isUnforeseen()) return known.toJson();
        FeathersException shown =
                context.params().isExternal() ? context.app().exposed(error) : FeathersException.from(error);
        if (context.params().isExternal()) log.error("Resolving '{}' failed in {}", name, context, error);
        return Issue.param("message", shown.message());
    }
}
