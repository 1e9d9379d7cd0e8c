package org.feathers4j.socketio;

/** What a client sent breaks the protocol or a limit, so that its connection has to be closed. The message says which rule it was, without the client's data. */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        // no stack trace: the sender is at fault, and may send a great many of them
        super(message, null, false, false);
    }
}
