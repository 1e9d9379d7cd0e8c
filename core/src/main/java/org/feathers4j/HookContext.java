package org.feathers4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the pipeline: its arguments, its result or error, and what hooks have to say about it.
 *
 * <p>Owned by the one thread of the call; no other thread may touch it before the call has ended.
 */
public final class HookContext implements JsonValue {
    private final ServiceHandle service;
    private final MethodDefinition method;
    private HookType type = HookType.AROUND;
    private @Nullable Id id;
    private @Nullable Object data;
    private final Params asked;
    private Params params;
    private boolean resultSet;
    private @Nullable Object result;
    private boolean dispatchSet;
    private @Nullable Object dispatch;
    private int emitting;
    private boolean isFromReplica;
    private @Nullable Throwable error;
    private @Nullable Map<String, @Nullable Object> original;
    private @Nullable String event;
    private @Nullable HttpHints http;
    private @Nullable Map<String, @Nullable Object> fields;
    private @Nullable HookContext insteadOf;

    HookContext(ServiceHandle service, MethodDefinition method, @Nullable Id id, @Nullable Object data, Params params) {
        this.service = service;
        this.method = method;
        this.id = id;
        this.data = data;
        this.asked = params;
        this.params = params;
    }

    /** The application that the service is registered with. */
    public Application app() {
        return service.app();
    }

    /** The service that is called. */
    public ServiceHandle service() {
        return service;
    }

    /** The registered path, with the names of its placeholders, for instance {@code users/:userId/posts}. */
    public String path() {
        return service.path();
    }

    /** The name of the method, for instance {@code find}. */
    public String method() {
        return method.name();
    }

    /** Which kind of method it is: which arguments it takes. */
    public MethodKind kind() {
        return method.kind();
    }

    /** The kind of hook that runs now; around when none does. */
    public HookType type() {
        return type;
    }

    void type(HookType newType) {
        this.type = newType;
    }

    /** The id; null for methods without one, and for calls that address every record the query matches. */
    public @Nullable Id id() {
        return id;
    }

    /**
     * The id of a call that cannot do without.
     *
     * @throws FeathersException BadRequest when there is none
     */
    public Id requireId() {
        if (id == null) throw FeathersException.badRequest("id for '%s' can not be null", method.name());
        return id;
    }

    /** Changes the id that the method gets. */
    public HookContext id(@Nullable Id newId) {
        this.id = newId;
        return this;
    }

    /** The data as a plain JSON value; null for methods without. */
    public @Nullable Object data() {
        return data;
    }

    /**
     * The data as a record, or as any other type that has a JSON form.
     *
     * @throws FeathersException BadRequest when there are none, or they do not fit: the message names the place
     */
    public <T> T dataAs(Class<T> type) {
        return new RecordShape<>(type, JsonMapper.shared()).typed(data);
    }

    /**
     * The data as an object, to be read: {@code context.dataObject().get("text")}. It may be unmodifiable; changed data are a map of their own, given to
     * {@link #data(Object)}.
     *
     * @throws FeathersException BadRequest when they are none, a list of objects for instance
     */
    public Map<String, @Nullable Object> dataObject() {
        return object(data);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) return (Map<String, @Nullable Object>) members;
        throw FeathersException.badRequest(
                "%s on '%s' takes an object as data, not %s", method(), path(), kindOf(value));
    }

    /** Never the value itself: it may be a secret. */
    private static String kindOf(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case List<?> list -> "a list";
            case String text -> "a string";
            case Number number -> "a number";
            case Boolean truth -> "a boolean";
            default -> "a " + value.getClass().getSimpleName();
        };
    }

    /** Changes the data that the method gets: a JSON value, or an object with a JSON form, a record for instance. */
    public HookContext data(@Nullable Object newData) {
        this.data = formed(newData);
        return this;
    }

    /** Records and the like in their JSON form; JSON values, which nearly all are, as they are. */
    private static @Nullable Object formed(@Nullable Object value) {
        return value == null
                        || value instanceof Map
                        || value instanceof List
                        || value instanceof String
                        || value instanceof Number
                        || value instanceof Boolean
                ? value
                : JsonForm.plain(value);
    }

    /** What accompanies the call. */
    public Params params() {
        return params;
    }

    /** The params as the caller gave them, before any change by hooks. */
    public Params askedParams() {
        return asked;
    }

    /** Changes the params that the method gets. */
    public HookContext params(Params newParams) {
        this.params = newParams;
        return this;
    }

    /** Converts data and query to the form in which they would come from a client. */
    void toPlain() {
        data = JsonForm.plain(data);
        Object query = params.get("query");
        Object plain = JsonForm.plain(query);
        if (!isSame(query, plain)) params = params.with("query", plain);
    }

    @SuppressWarnings("ReferenceEquality") // the very same value: nothing was replaced
    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
        return a == b;
    }

    /** The arguments in the order of the method's signature, as JSON values. */
    public List<@Nullable Object> arguments() {
        var arguments = new ArrayList<@Nullable Object>(3);
        if (method.kind().takesId()) arguments.add(id == null ? null : id.value());
        if (method.kind().takesData()) arguments.add(data);
        arguments.add(params.toMap());
        return arguments;
    }

    /** The result; null before there is one, and when the result is null: {@link #hasResult()} tells them apart. */
    public @Nullable Object result() {
        return result;
    }

    /**
     * The result as a record, or as any other type that has a JSON form. Records of a list or a page: {@link Hooks#after(String, Class, Hook.Mapping)}.
     *
     * @throws FeathersException BadRequest when there is none, or it does not fit: the message names the place
     */
    public <T> T resultAs(Class<T> type) {
        return new RecordShape<>(type, JsonMapper.shared()).typed(result);
    }

    /**
     * Sets the result: a JSON value, or an object with a JSON form, a record for instance. Before the method has run this skips it, even when the result is null.
     */
    public HookContext result(@Nullable Object newResult) {
        this.result = formed(newResult);
        this.resultSet = true;
        return this;
    }

    /** Whether a result was set, even if it is null. */
    public boolean hasResult() {
        return resultSet;
    }

    /** Forgets the result, so that the method runs after all. */
    public HookContext clearResult() {
        this.result = null;
        this.resultSet = false;
        return this;
    }

    /** What clients get instead of the result; null when nothing was set, and when null was set: see {@link #hasDispatch()}. */
    public @Nullable Object dispatch() {
        return dispatch;
    }

    /** Sets what clients get instead of the result, for instance without secrets. */
    public HookContext dispatch(@Nullable Object newDispatch) {
        this.dispatch = newDispatch;
        this.dispatchSet = true;
        return this;
    }

    /** Whether a dispatch was set, even if it is null. */
    public boolean hasDispatch() {
        return dispatchSet;
    }

    /**
     * What may be shown of this call to a caller outside the application: the dispatch if one was set, be it null, else the result. Every answer and every event that
     * leaves for such a caller is made of this.
     */
    public @Nullable Object shown() {
        return dispatchSet ? dispatch : result;
    }

    /**
     * Which item of a list of results an event is about: its place, counted from 0; -1 when the result is no list, or has no such item.
     *
     * @param item as listeners get it
     */
    public int placeOf(@Nullable Object item) {
        if (!(result instanceof List<?> items)) return -1;
        boolean isNext = emitting < items.size() && Objects.equals(items.get(emitting), item);
        return isNext ? emitting : items.indexOf(item);
    }

    /** Items of a result may be equal: the event that is emitted now is about the one at this place. */
    void emitting(int place) {
        this.emitting = place;
    }

    /** Whether this is the context of an event that another replica of the service has caused; false in hooks, and for all events caused here. */
    public boolean isFromReplica() {
        return isFromReplica;
    }

    void fromReplica() {
        isFromReplica = true;
    }

    /** The error, in error hooks; null when an error hook has cleared it. */
    public @Nullable Throwable error() {
        return error;
    }

    /** Replaces the error; null recovers with a null result. */
    public HookContext error(@Nullable Throwable newError) {
        this.error = newError;
        return this;
    }

    /** The fields of the context as they were when the error happened; null before. */
    public @Nullable Map<String, @Nullable Object> original() {
        return original;
    }

    void failed(Throwable newError) {
        this.original = toJsonValue();
        this.error = newError;
        clearResult();
    }

    /** The event that follows the call; null for none. */
    public @Nullable String event() {
        return event;
    }

    /** Changes the event; null for none, any name for methods that have none of their own. */
    public HookContext event(@Nullable String newEvent) {
        this.event = newEvent;
        return this;
    }

    /** Status and headers for an HTTP answer besides the result; available for every call, over any transport. */
    public HttpHints http() {
        HttpHints hints = http;
        if (hints == null) http = hints = new HttpHints();
        return hints;
    }

    /** Whether {@link #http()} was ever asked for. */
    public boolean hasHttp() {
        return http != null;
    }

    /**
     * The call of the same service that a hook performs by making this one, for instance the remove that {@code softDelete} turns into a patch; null for calls in their own
     * right. Hooks that hold callers to rules have seen that call, and let this one pass: it is the hook's own.
     */
    public @Nullable HookContext insteadOf() {
        return insteadOf;
    }

    /** Marks this call as the one by which a hook performs another call. */
    public HookContext insteadOf(HookContext call) {
        this.insteadOf = call;
        return this;
    }

    /** A field that a hook has added; null when absent. */
    public @Nullable Object get(String name) {
        return fields == null ? null : fields.get(name);
    }

    /** Adds a field for hooks further on. */
    public HookContext set(String name, @Nullable Object value) {
        if (fields == null) fields = new LinkedHashMap<>();
        fields.put(name, value);
        return this;
    }

    /** The context as plain data, without the application and the service; members in the order in which they cross a Node mesh. */
    @Override
    public Map<String, @Nullable Object> toJsonValue() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        if (http != null) json.put("http", http.toJsonValue());
        json.put("arguments", arguments());
        json.put("event", event);
        if (resultSet) json.put("result", result);
        if (dispatchSet) json.put("dispatch", dispatch);
        if (error != null) json.put("error", FeathersException.from(error).toJson());
        if (fields != null) json.putAll(fields);
        if (method.kind().takesId()) json.put("id", id == null ? null : id.value());
        if (method.kind().takesData()) json.put("data", data);
        json.put("params", params.toMap());
        json.put("path", path());
        json.put("method", method.name());
        json.put("type", type.word());
        return json;
    }

    @Override
    public String toString() {
        return "%s %s of service '%s'".formatted(type.word(), method.name(), path());
    }
}
