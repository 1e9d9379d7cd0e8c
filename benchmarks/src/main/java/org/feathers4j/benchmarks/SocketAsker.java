package org.feathers4j.benchmarks;

import java.io.IOException;

/** Sends a message again with each acknowledgement of it. */
final class SocketAsker extends SocketClient {
    private static final byte[] QUESTION = frame("420[\"get\",\"todos\",1,{}]");

    private final Count count;
    private long asked;

    /** @param count gets the arguments of acknowledgements */
    SocketAsker(Count count) {
        this.count = count;
    }

    @Override
    void onConnect(Wire wire) throws IOException {
        ask(wire);
    }

    private void ask(Wire wire) throws IOException {
        asked = System.nanoTime();
        wire.send(QUESTION);
    }

    @Override
    void onPacket(Wire wire, byte[] bytes, int from, int to) throws IOException {
        if (bytes[from + 1] != '3' || bytes[from + 2] != '0') count.onFailure();
        else {
            count.onAnswer(asked, bytes, from + 3, to);
            ask(wire);
        }
    }
}
