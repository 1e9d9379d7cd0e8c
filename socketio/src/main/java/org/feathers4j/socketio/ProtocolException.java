package org.feathers4j.socketio;

/** A message of a client that breaks the protocol or exceeds a limit; its connection has to be closed. The exception names the rule and does not quote the client's data. */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message completes the sentence "the peer sent ..." */
    public ProtocolException(String message) {
        // no stack trace: the sender is at fault, and may send a great many of them
        super(message, null, false, false);
    }
}
