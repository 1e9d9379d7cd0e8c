package org.feathers4j;

import org.jspecify.annotations.Nullable;

/**
 * A service, local or remote, with records in and records out.
 *
 * <pre>{@code
 * TypedHandle<Todo> todos = app.service("todos", Todo.class);
 * Todo todo = todos.create(new Todo(null, "Write", false));
 * }</pre>
 *
 * <p>Safe for all threads. Every method throws what the same one of {@link ServiceHandle} throws, and GeneralError when the service answers with something
 * that does not have the shape of the records. A call for many records at once goes to {@link #plain()}.
 *
 * @param <T> the type of the records
 */
public final class TypedHandle<T> {
    /** Receives events with the record in its type. */
    @FunctionalInterface
    public interface Listener<T> {
        /** Called with the record, null where the event has none, on the thread that emitted the event; see {@link ServiceListener}. */
        void on(@Nullable T item, @Nullable HookContext context) throws Exception;
    }

    private final ServiceHandle service;
    private final RecordShape<T> shape;
    private final JsonMapper shapes;

    TypedHandle(ServiceHandle service, Class<T> type) {
        this.service = service;
        this.shapes = JsonMapper.shared();
        this.shape = new RecordShape<>(type, shapes);
    }

    /** The same service over plain JSON values. */
    public ServiceHandle plain() {
        return service;
    }

    /** Every record. */
    public Found<T> find() {
        return find(Params.empty());
    }

    /** The records that the query matches, or a page of them. */
    public Found<T> find(Params params) {
        return RecordShape.answer(service.path(), service.find(params), shape::found);
    }

    /** The record with this id. */
    public T get(long id) {
        return get(Id.of(id), Params.empty());
    }

    /** The record with this id. */
    public T get(String id) {
        return get(Id.of(id), Params.empty());
    }

    /** The record with this id. */
    public T get(Id id, Params params) {
        return record(service.get(id, params));
    }

    /** The new record. */
    public T create(T data) {
        return create(data, Params.empty());
    }

    /** The new record. */
    public T create(T data, Params params) {
        return record(service.create(shapes.toJson(data), params));
    }

    /** The record after data have replaced it. */
    public T update(long id, T data) {
        return update(Id.of(id), data, Params.empty());
    }

    /** The record after data have replaced it. */
    public T update(String id, T data) {
        return update(Id.of(id), data, Params.empty());
    }

    /** The record after data have replaced it. */
    public T update(Id id, T data) {
        return update(id, data, Params.empty());
    }

    /** The record after data have replaced it. */
    public T update(Id id, T data, Params params) {
        return record(service.update(id, shapes.toJson(data), params));
    }

    /** The record after the merge; data are a map of the members to change, or any object whose JSON form is one. */
    public T patch(long id, Object data) {
        return patch(Id.of(id), data, Params.empty());
    }

    /** The record after the merge; data are a map of the members to change, or any object whose JSON form is one. */
    public T patch(String id, Object data) {
        return patch(Id.of(id), data, Params.empty());
    }

    /** The record after the merge; data are a map of the members to change, or any object whose JSON form is one. */
    public T patch(Id id, Object data) {
        return patch(id, data, Params.empty());
    }

    /** The record after the merge; data are a map of the members to change, or any object whose JSON form is one. */
    public T patch(Id id, Object data, Params params) {
        return record(service.patch(id, shapes.toJson(data), params));
    }

    /** The removed record. */
    public T remove(long id) {
        return remove(Id.of(id), Params.empty());
    }

    /** The removed record. */
    public T remove(String id) {
        return remove(Id.of(id), Params.empty());
    }

    /** The removed record. */
    public T remove(Id id) {
        return remove(id, Params.empty());
    }

    /** The removed record. */
    public T remove(Id id, Params params) {
        return record(service.remove(id, params));
    }

    /** The result of a custom method; data are any object with a JSON form, the result null when it is null. */
    public <R> @Nullable R call(String method, @Nullable Object data, Class<R> resultType) {
        return call(method, data, Params.empty(), resultType);
    }

    /** The result of a custom method; data are any object with a JSON form, the result null when it is null. */
    public <R> @Nullable R call(String method, @Nullable Object data, Params params, Class<R> resultType) {
        return RecordShape.answer(
                service.path(),
                service.call(method, shapes.toJson(data), params),
                json -> shapes.<@Nullable R>toTyped(json, resultType));
    }

    private T record(@Nullable Object json) {
        return RecordShape.answer(service.path(), json, shape::typed);
    }

    /** Listens for an event of the service with the record in its type. */
    public Registration on(String event, Listener<T> listener) {
        return service.on(event, (item, context) -> listener.on(shape.typedOrNull(item), context));
    }

    /** Listens for an event of the service here and at its replicas, as {@link ServiceHandle#onAnyReplica} does, with the record in its type. */
    public Registration onAnyReplica(String event, Listener<T> listener) {
        return service.onAnyReplica(event, (item, context) -> listener.on(shape.typedOrNull(item), context));
    }
}
