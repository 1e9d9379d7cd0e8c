package org.feathers4j.cote;

/** Bytes that violate the protocol; nothing after them on the same connection can be trusted. */
final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
