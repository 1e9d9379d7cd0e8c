package org.feathers4j.json;

/** A text that is not JSON or exceeds the limits, or a value that cannot be written as JSON. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final long offset;

    private JsonException(String message, String reason, long offset) {
        super(message);
        this.reason = reason;
        this.offset = offset;
    }

    static JsonException unreadable(String reason, long offset) {
        return new JsonException("Invalid JSON at offset %d: %s".formatted(offset, reason), reason, offset);
    }

    /** The same reason in another place. */
    JsonException at(long otherOffset) {
        return unreadable(reason, otherOffset);
    }

    static JsonException unwritable(String reason) {
        return new JsonException("Cannot write as JSON: " + reason, reason, -1);
    }

    JsonException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** Where in the text, in bytes from its start (in characters when a {@code String} was read); -1 when writing failed. */
    public long offset() {
        return offset;
    }
}
