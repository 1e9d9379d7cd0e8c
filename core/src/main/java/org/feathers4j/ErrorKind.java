package org.feathers4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The errors Feathers knows (packages/errors/src/index.ts), each with the code that HTTP answers and the names that clients see.
 *
 * <p>{@link #OTHER} stands for an error with a name of the application's own; such an error carries its name, code and
 * class name as data, so that they survive the way through several processes.
 */
public enum ErrorKind {
    BAD_REQUEST("BadRequest", 400, "bad-request"),
    NOT_AUTHENTICATED("NotAuthenticated", 401, "not-authenticated"),
    PAYMENT_ERROR("PaymentError", 402, "payment-error"),
    FORBIDDEN("Forbidden", 403, "forbidden"),
    NOT_FOUND("NotFound", 404, "not-found"),
    METHOD_NOT_ALLOWED("MethodNotAllowed", 405, "method-not-allowed"),
    NOT_ACCEPTABLE("NotAcceptable", 406, "not-acceptable"),
    TIMEOUT("Timeout", 408, "timeout"),
    CONFLICT("Conflict", 409, "conflict"),
    GONE("Gone", 410, "gone"),
    LENGTH_REQUIRED("LengthRequired", 411, "length-required"),
    PAYLOAD_TOO_LARGE("PayloadTooLarge", 413, "payload-too-large"),
    UNSUPPORTED_MEDIA_TYPE("UnsupportedMediaType", 415, "unsupported-media-type"),
    UNPROCESSABLE("Unprocessable", 422, "unprocessable"),
    TOO_MANY_REQUESTS("TooManyRequests", 429, "too-many-requests"),
    GENERAL_ERROR("GeneralError", 500, "general-error"),
    NOT_IMPLEMENTED("NotImplemented", 501, "not-implemented"),
    BAD_GATEWAY("BadGateway", 502, "bad-gateway"),
    UNAVAILABLE("Unavailable", 503, "unavailable"),
    OTHER("FeathersError", 500, "feathers-error");

    private static final Map<String, ErrorKind> BY_NAME = Arrays.stream(values())
            .filter(kind -> kind != OTHER)
            .collect(Collectors.toMap(ErrorKind::errorName, Function.identity()));

    private final String errorName;
    private final int code;
    private final String className;

    ErrorKind(String errorName, int code, String className) {
        this.errorName = errorName;
        this.code = code;
        this.className = className;
    }

    /** The name on the wire, for instance {@code NotFound}. */
    public String errorName() {
        return errorName;
    }

    /** The HTTP status and the {@code code} member, for instance 404. */
    public int code() {
        return code;
    }

    /** The {@code className} member, for instance {@code not-found}. */
    public String className() {
        return className;
    }

    /** The kind with this name on the wire; empty for a name that Feathers does not know. */
    public static Optional<ErrorKind> named(String errorName) {
        return Optional.ofNullable(BY_NAME.get(errorName));
    }
}
