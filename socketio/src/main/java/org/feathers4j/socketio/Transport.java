package org.feathers4j.socketio;

/** How packets get from here to there. */
public enum Transport {
    /** HTTP requests that are answered when there is something to say, and others that bring what the client says. */
    POLLING("polling"),
    /** One WebSocket. */
    WEBSOCKET("websocket");

    private final String word;

    Transport(String word) {
        this.word = word;
    }

    /** The word for it in the query string and in the handshake. */
    public String word() {
        return word;
    }
}
