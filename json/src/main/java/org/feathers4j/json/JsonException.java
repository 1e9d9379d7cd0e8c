package org.feathers4j.json;

/** A text that is not JSON or exceeds the limits, or a value that cannot be written as JSON. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    private JsonException(String message, long offset) {
        super(message);
        this.offset = offset;
    }

    static JsonException unreadable(String reason, long offset) {
        return new JsonException("Invalid JSON at offset %d: %s".formatted(offset, reason), offset);
    }

    static JsonException unwritable(String reason) {
        return new JsonException("Cannot write as JSON: " + reason, -1);
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
