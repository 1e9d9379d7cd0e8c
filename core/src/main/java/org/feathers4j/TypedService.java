package org.feathers4j;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A service of records: types at this end, plain JSON values everywhere else, so that hooks, clients and peers see the same values as
 * with any other service.
 *
 * <pre>{@code
 * record Todo(@Nullable Integer id, String text, boolean done) {}
 *
 * final class Todos implements TypedService.Gets<Todo>, TypedService.Creates<Todo> {
 *     public Todo get(Id id, Params params) { ... }
 *     public Todo create(Todo data, Params params) { ... }
 * }
 * }</pre>
 *
 * <p>Data that do not fit the type never reach the service: the caller gets a BadRequest that names the place. The same goes for a call without an id
 * where one record is meant; a service that changes many records at once is a plain {@link Service}.
 *
 * @param <T> the type of its records
 */
public interface TypedService<T> extends Service {
    /**
     * The type of its records: the type argument that the class gives to these interfaces. To be overridden where it gives none, as in a lambda.
     *
     * @throws IllegalStateException when the class gives none; thrown when the service is registered
     */
    @SuppressWarnings("unchecked") // the class of T, found where the class of this object says what T is
    default Class<T> type() {
        return (Class<T>) RecordType.of(getClass());
    }

    /** Lists records. */
    interface Finds<T> extends TypedService<T> {
        /** The records that the query matches: {@code Found.of(list)}, or a {@link Found.Page}. */
        Found<T> find(Params params) throws Exception;
    }

    /** Looks up one record. */
    interface Gets<T> extends TypedService<T> {
        /** The record; throws NotFound when there is none. */
        @Nullable
        T get(Id id, Params params) throws Exception;
    }

    /** Makes a new record. A list of data becomes one call an item. */
    interface Creates<T> extends TypedService<T> {
        /** The new record, with its id. */
        @Nullable
        T create(T data, Params params) throws Exception;
    }

    /** Replaces a record. */
    interface Updates<T> extends TypedService<T> {
        /** The record after the replacement; throws NotFound when there is none. */
        @Nullable
        T update(Id id, T data, Params params) throws Exception;
    }

    /** Merges data into a record; data stay a JSON object, for a record type cannot say which members were given. */
    interface Patches<T> extends TypedService<T> {
        /** The record after the merge; throws NotFound when there is none. */
        @Nullable
        T patch(Id id, Map<String, @Nullable Object> data, Params params) throws Exception;
    }

    /** Removes a record. */
    interface Removes<T> extends TypedService<T> {
        /** The removed record; throws NotFound when there is none. */
        @Nullable
        T remove(Id id, Params params) throws Exception;
    }

    /** All six. */
    interface Complete<T> extends Finds<T>, Gets<T>, Creates<T>, Updates<T>, Patches<T>, Removes<T> {}
}
