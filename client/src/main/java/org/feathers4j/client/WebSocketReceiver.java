package org.feathers4j.client;

/**
 * Gets what comes over a WebSocket. Calls come one after another, on any threads, and must not block: {@link #opened} first, unless it can't be opened, and {@link #closed} at the end, once.
 */
public interface WebSocketReceiver {
    /** It is open. */
    void opened(WebSocketLink link);

    /** A whole text message. */
    void text(String message);

    /** A whole binary message. */
    void binary(byte[] message);

    /**
     * It has ended, or was never open.
     *
     * @param reason in a few words, for logs and errors
     */
    void closed(String reason);
}
