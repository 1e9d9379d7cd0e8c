package org.feathers4j.hooks;

import java.util.function.Consumer;

/**
 * Loads records of a service that belong to the records of a result: the author of every message with one find of users, not one get for each message. Immutable; may be used by many resolvers and all
 * threads at once.
 *
 * <pre>{@code
 * Loader users = Loader.of("users");
 * Loader comments = Loader.of("comments", o -> o.key("messageId"));
 * Resolver messages = Resolver.create()
 *     .virtual("author", users.one("authorId"))
 *     .virtual("comments", comments.many("id"));
 * }</pre>
 *
 * <p>The first property that is asked for collects the ids of all records of the result, for all properties with the same loader in this hook, and runs one find with {@code $in}
 * and without pagination. What was found stays for the rest of the hook's run and no longer, so a record is asked for once. Properties that {@code $select} leaves out load nothing.
 *
 * <p>The find is an internal call, in the transaction of the call if there is one. Clients see of the records what their service shows them. Two services that load one another's
 * records need a {@code $select} in the params of one of them, or they would never end.
 *
 * <p>The batching of the loader of feathers-utils and of Feathers' BatchLoader, without their promises: keys are known beforehand here, since a result is there as a whole.
 */
public final class Loader {
    private final Source source;

    private Loader(Source source) {
        this.source = source;
    }

    /** Loads records by id. */
    public static Loader of(String service) {
        return of(service, options -> {});
    }

    /**
     * Loads records by id or by another field.
     *
     * @param service the path, which may be registered later
     */
    public static Loader of(String service, Consumer<LoaderOptions.Builder> options) {
        return new Loader(new Source(service, LoaderOptions.of(options)));
    }

    /**
     * The record whose key is the value of a field; null when the field is empty or there is no such record. Of a field with a list of keys the list of records, in its order and without
     * those that are missing. Keys are texts or numbers; 1 and "1" are different.
     *
     * @param field name or dot path
     * @return for {@link Resolver#virtual}
     */
    public PropertyResolver.Virtual one(String field) {
        return new LoadedProperty(source, field, false);
    }

    /**
     * The list of all records whose key is the value of a field, or one of its values, in the order of the find.
     *
     * @param field name or dot path
     * @return for {@link Resolver#virtual}
     */
    public PropertyResolver.Virtual many(String field) {
        return new LoadedProperty(source, field, true);
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
