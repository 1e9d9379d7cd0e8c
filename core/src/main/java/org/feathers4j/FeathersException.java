package org.feathers4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An error that a client can understand: a {@link ErrorKind}, a sentence, and optional {@code data} and {@code errors}.
 *
 * <p>Throw one from a service or a hook and the caller receives the same name, code, message and data, be it in this
 * process, over REST or across the mesh:
 *
 * <pre>{@code
 * throw FeathersException.badRequest("A todo needs a text").withData(Map.of("field", "text"));
 * }</pre>
 *
 * <p>Instances are immutable; {@code with...} returns a changed copy with the same cause.
 */
public final class FeathersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String name;
    private final int code;
    private final String className;
    private final transient @Nullable Object data;
    private final transient @Nullable Object errors;
    private final transient Map<String, @Nullable Object> extra;
    private final boolean unforeseen;

    FeathersException(
            ErrorKind kind,
            String name,
            int code,
            String className,
            String message,
            @Nullable Object data,
            @Nullable Object errors,
            Map<String, @Nullable Object> extra,
            @Nullable Throwable cause) {
        this(kind, name, code, className, message, data, errors, extra, cause, false);
    }

    private FeathersException(
            ErrorKind kind,
            String name,
            int code,
            String className,
            String message,
            @Nullable Object data,
            @Nullable Object errors,
            Map<String, @Nullable Object> extra,
            @Nullable Throwable cause,
            boolean unforeseen) {
        super(message, cause);
        this.kind = kind;
        this.name = name;
        this.code = code;
        this.className = className;
        this.data = data;
        this.errors = errors;
        this.extra = extra;
        this.unforeseen = unforeseen;
    }

    /**
     * An error of this kind.
     *
     * @param kind what went wrong; for {@link ErrorKind#OTHER} use {@link #named}
     * @param message a sentence that a reader without the code can act on
     */
    public FeathersException(ErrorKind kind, String message) {
        this(kind, kind.errorName(), kind.code(), kind.className(), message, null, null, Map.of(), null);
    }

    /**
     * An error with a name of the application's own.
     *
     * @param name the {@code name} member, for instance {@code QuotaExceeded}
     * @param code the {@code code} member, also the HTTP status
     * @param className the {@code className} member, for instance {@code quota-exceeded}
     * @param message a sentence that a reader without the code can act on
     */
    public static FeathersException named(String name, int code, String className, String message) {
        ErrorKind kind = ErrorKind.named(name).orElse(ErrorKind.OTHER);
        return new FeathersException(kind, name, code, className, message, null, null, Map.of(), null);
    }

    /** 400: the call itself is wrong; the message as in {@link #of}. */
    public static FeathersException badRequest(String message, @Nullable Object... args) {
        return of(ErrorKind.BAD_REQUEST, message, args);
    }

    /** 401: the caller is unknown; the message as in {@link #of}. */
    public static FeathersException notAuthenticated(String message, @Nullable Object... args) {
        return of(ErrorKind.NOT_AUTHENTICATED, message, args);
    }

    /** 403: the caller is known but not allowed; the message as in {@link #of}. */
    public static FeathersException forbidden(String message, @Nullable Object... args) {
        return of(ErrorKind.FORBIDDEN, message, args);
    }

    /** 404: no such record, service or path; the message as in {@link #of}. */
    public static FeathersException notFound(String message, @Nullable Object... args) {
        return of(ErrorKind.NOT_FOUND, message, args);
    }

    /** 405: the service does not have this method, or not for this caller; the message as in {@link #of}. */
    public static FeathersException methodNotAllowed(String message, @Nullable Object... args) {
        return of(ErrorKind.METHOD_NOT_ALLOWED, message, args);
    }

    /** 406: the answer does not come in the form asked for; the message as in {@link #of}. */
    public static FeathersException notAcceptable(String message, @Nullable Object... args) {
        return of(ErrorKind.NOT_ACCEPTABLE, message, args);
    }

    /** 408: it took too long; the message as in {@link #of}. */
    public static FeathersException timeout(String message, @Nullable Object... args) {
        return of(ErrorKind.TIMEOUT, message, args);
    }

    /** 409: the record is not in a state for this; the message as in {@link #of}. */
    public static FeathersException conflict(String message, @Nullable Object... args) {
        return of(ErrorKind.CONFLICT, message, args);
    }

    /** 422: well-formed, but the data are not acceptable; the message as in {@link #of}. */
    public static FeathersException unprocessable(String message, @Nullable Object... args) {
        return of(ErrorKind.UNPROCESSABLE, message, args);
    }

    /** 500: something went wrong here; the message as in {@link #of}. */
    public static FeathersException generalError(String message, @Nullable Object... args) {
        return of(ErrorKind.GENERAL_ERROR, message, args);
    }

    /** 503: not available now, perhaps later; the message as in {@link #of}. */
    public static FeathersException unavailable(String message, @Nullable Object... args) {
        return of(ErrorKind.UNAVAILABLE, message, args);
    }

    /**
     * An error of this kind.
     *
     * @param message a {@link String#format} pattern when there are arguments, else the message as it is
     */
    public static FeathersException of(ErrorKind kind, String message, @Nullable Object... args) {
        return new FeathersException(kind, args.length == 0 ? message : String.format(Locale.ROOT, message, args));
    }

    /** The error itself if it already is one, else a GeneralError with the same message and the given error as its cause. */
    public static FeathersException from(Throwable error) {
        if (error instanceof FeathersException known) return known;
        String message = error.getMessage();
        ErrorKind kind = ErrorKind.GENERAL_ERROR;
        return new FeathersException(
                kind,
                kind.errorName(),
                kind.code(),
                kind.className(),
                message == null ? error.getClass().getSimpleName() : message,
                null,
                null,
                Map.of(),
                error,
                true);
    }

    /**
     * This error with data, by the rules of Feathers: a non-empty {@code message} member of an object replaces the message, its {@code errors}
     * member becomes {@link #errors()}, the remaining members become {@link #data()}.
     *
     * @param newData a JSON object or array
     */
    public FeathersException withData(Object newData) {
        if (!(newData instanceof Map<?, ?> members)) return copy(message(), newData, errors);
        var rest = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((key, value) -> rest.put(String.valueOf(key), value));
        Object inner = rest.remove("message");
        Object innerErrors = rest.remove("errors");
        String text = inner == null || "".equals(inner) ? message() : inner.toString();
        return copy(text, Collections.unmodifiableMap(rest), innerErrors == null ? errors : innerErrors);
    }

    /** This error with an {@code errors} member: what is wrong in detail, as JSON. */
    public FeathersException withErrors(Object newErrors) {
        return copy(message(), data, newErrors);
    }

    /** This error with a cause for the log; the cause never leaves the process. */
    public FeathersException withCause(Throwable newCause) {
        var copy = new FeathersException(
                kind, name, code, className, message(), data, errors, extra, newCause, unforeseen);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    private FeathersException copy(String message, @Nullable Object newData, @Nullable Object newErrors) {
        var copy = new FeathersException(
                kind, name, code, className, message, newData, newErrors, extra, getCause(), unforeseen);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** Whether {@link #from} has made it from an exception of another kind: its message was written for a log. */
    public boolean isUnforeseen() {
        return unforeseen;
    }

    /** The kind of error, to switch on. */
    public ErrorKind kind() {
        return kind;
    }

    /** The name on the wire, for instance {@code NotFound}. */
    public String name() {
        return name;
    }

    /** The code, usually an HTTP status. */
    public int code() {
        return code;
    }

    /** The class name on the wire, for instance {@code not-found}. */
    public String className() {
        return className;
    }

    /** The message; never null, unlike {@link #getMessage()}. */
    public String message() {
        String message = getMessage();
        return message == null ? "Error" : message;
    }

    /** More about the error, as JSON; null when there is nothing more. */
    public @Nullable Object data() {
        return data;
    }

    /** What is wrong in detail, as JSON; null when nothing was given. */
    public @Nullable Object errors() {
        return errors;
    }

    /** The JSON form, members in Feathers' order: name, message, code, className, then data and errors where present, then what another process added. */
    public Map<String, @Nullable Object> toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("name", name);
        json.put("message", message());
        json.put("code", code);
        json.put("className", className);
        if (data != null) json.put("data", data);
        if (errors != null) json.put("errors", errors);
        extra.forEach(json::putIfAbsent);
        return json;
    }

    /**
     * The error behind a JSON value that another process sent, as {@code convert} of Feathers builds it
     * (packages/errors/src/index.ts): members win over what the name implies, unknown names and members are kept.
     *
     * @param json usually an object; a text becomes the message; an object without message becomes a readable GeneralError
     *     (Node peers send {@code {}} for plain errors)
     */
    public static FeathersException fromJson(@Nullable Object json) {
        return json instanceof Map<?, ?> members ? ErrorJson.read(members) : ErrorJson.readOther(json);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message is what clients read; logs want the name with it
    public String toString() {
        return data == null && errors == null ? name + ": " + message() : name + ": " + message() + details();
    }

    private String details() {
        // names only: values may be secrets, and exceptions end up in logs
        Object shown = data instanceof Map<?, ?> members
                ? members.keySet()
                : data instanceof List<?> list ? list.size() + " items" : "";
        return " (data " + shown + (errors == null ? ")" : ", with errors)");
    }
}
