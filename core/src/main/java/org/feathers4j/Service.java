package org.feathers4j;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A service over plain JSON values. Implement only the capabilities that it has:
 *
 * <pre>{@code
 * final class Greetings implements Service.Gets {
 *     public Object get(Id id, Params params) {
 *         return Map.of("id", id.value(), "text", "Hello " + id);
 *     }
 * }
 * app.use("greetings", new Greetings());
 * }</pre>
 *
 * <p>Calls run on virtual threads and at the same time: a service guards its own state. Blocking is fine, unless a method promises {@link NonBlocking not to}. Results and data are plain JSON
 * values: {@link Map} with text keys, {@link List}, {@link String}, {@link Number}, {@link Boolean}, null. For records in and records
 * out see {@link TypedService}; methods with other names are registered with {@link ServiceOptions.Builder#method(String, CustomMethod)}.
 */
public interface Service {
    /**
     * Called once, when the application is set up, or at once when it already is; on the thread that does so.
     *
     * @param path the registered path
     * @throws Exception the application is not set up any further, and the caller of setup or listen gets the exception
     */
    default void setup(Application app, String path) throws Exception {}

    /**
     * Called when the service is removed or the application closes, on the thread that does so. Calls may still be running.
     *
     * @param path the registered path
     * @throws Exception is logged
     */
    default void teardown(Application app, String path) throws Exception {}

    /** Says which field of its records holds the id. */
    interface Identifies extends Service {
        /** The name of the field, for instance {@code id}. */
        String id();
    }

    /** Lists records. */
    @FunctionalInterface
    interface Finds extends Service {
        /** A list of records, or a page ({@code total, limit, skip, data}). */
        @Nullable
        Object find(Params params) throws Exception;
    }

    /** Looks up one record. */
    @FunctionalInterface
    interface Gets extends Service {
        /** The record; throws NotFound when there is none. */
        @Nullable
        Object get(Id id, Params params) throws Exception;
    }

    /** Makes new records. */
    @FunctionalInterface
    interface Creates extends Service {
        /** The new record, or the new records when data is a list. */
        @Nullable
        Object create(@Nullable Object data, Params params) throws Exception;
    }

    /** Replaces a record. */
    @FunctionalInterface
    interface Updates extends Service {
        /** The record after the replacement; a null id addresses every record that the query matches. */
        @Nullable
        Object update(@Nullable Id id, @Nullable Object data, Params params) throws Exception;
    }

    /** Merges data into a record. */
    @FunctionalInterface
    interface Patches extends Service {
        /** The record after the merge; a null id addresses every record that the query matches. */
        @Nullable
        Object patch(@Nullable Id id, @Nullable Object data, Params params) throws Exception;
    }

    /** Removes a record. */
    @FunctionalInterface
    interface Removes extends Service {
        /** The removed record; a null id addresses every record that the query matches. */
        @Nullable
        Object remove(@Nullable Id id, Params params) throws Exception;
    }

    /** Emits events of its own, with {@link ServiceHandle#emit(String, Object)}. */
    interface Emits extends Service {
        /** Their names; asked once, when the service is registered. See {@link ServiceOptions.Builder#events}, which replaces them. */
        List<String> events();
    }

    /** Stores its events, so that a named listener misses none. */
    interface Remembers extends Service {
        /**
         * Listens for an event under a name, including events that occurred while no listener of that name was registered. {@link ServiceHandle#on(String, String, ServiceListener)} is the way to call this.
         *
         * @param name of the listener: its position in the events is stored under it
         * @return ends the listener; its position stays stored
         * @throws IllegalStateException when it is not set up to keep events
         */
        Registration on(String event, String name, ServiceListener listener);
    }

    /**
     * A service that only lists records, from a lambda:
     *
     * <pre>{@code
     * app.use("times", Service.find(params -> List.of(Instant.now().toString())));
     * }</pre>
     */
    static Finds find(Finds method) {
        return method;
    }

    /** A service that only looks up records, from a lambda: {@code Service.get((id, params) -> ...)}. */
    static Gets get(Gets method) {
        return method;
    }

    /** A service that only makes records, from a lambda: {@code Service.create((data, params) -> ...)}. */
    static Creates create(Creates method) {
        return method;
    }

    /** A service that only replaces records, from a lambda: {@code Service.update((id, data, params) -> ...)}. */
    static Updates update(Updates method) {
        return method;
    }

    /** A service that only merges data into records, from a lambda: {@code Service.patch((id, data, params) -> ...)}. */
    static Patches patch(Patches method) {
        return method;
    }

    /** A service that only removes records, from a lambda: {@code Service.remove((id, params) -> ...)}. */
    static Removes remove(Removes method) {
        return method;
    }

    /** All six methods. */
    interface Complete extends Finds, Gets, Creates, Updates, Patches, Removes {}
}
