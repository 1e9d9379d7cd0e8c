package org.feathers4j.client;

/** An open WebSocket. Messages are sent in the order of the calls, which do not block; after the end they have no effect. Safe for all threads. */
public interface WebSocketLink {
    /** Sends a text. */
    void text(String message);

    /** Sends bytes, which are not changed afterwards. */
    void binary(byte[] message);

    /** Says goodbye and ends it; {@link WebSocketReceiver#closed} follows. A peer that does not answer the goodbye is not waited for. */
    void close();
}
