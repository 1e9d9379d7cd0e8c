package org.feathers4j.socketio;

/** A transport of packets. */
public enum Transport {
    /** Long-polling: GET requests that are answered when packets wait, and POST requests that carry packets of the client. */
    POLLING("polling"),
    /** One WebSocket. */
    WEBSOCKET("websocket");

    private final String word;

    Transport(String word) {
        this.word = word;
    }

    /** Its name in the query string and in the handshake. */
    public String word() {
        return word;
    }
}
