package org.feathers4j.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Asks several things at once, as a page does that is opened, and again when all of them are answered. */
final class SocketAsker extends SocketClient {
    private static final int MOST = 10;

    private final Count count;
    private final byte[] questions;
    private final int atOnce;
    private int missing;
    private long asked;

    /**
     * A client that has not asked yet.
     *
     * @param count gets the arguments of acknowledgements
     * @param atOnce how many questions, 1 to 10: their ids have one digit
     */
    SocketAsker(Count count, int atOnce) {
        if (atOnce < 1 || atOnce > MOST) throw new IllegalArgumentException("1 to %d, not %d".formatted(MOST, atOnce));
        this.count = count;
        this.atOnce = atOnce;
        var all = new ByteArrayOutputStream();
        for (int id = 0; id < atOnce; id++) all.writeBytes(frame("42%d[\"get\",\"todos\",1,{}]".formatted(id)));
        questions = all.toByteArray();
    }

    @Override
    void onConnect(Wire wire) throws IOException {
        ask(wire);
    }

    private void ask(Wire wire) throws IOException {
        missing = atOnce;
        asked = System.nanoTime();
        wire.send(questions);
    }

    @Override
    void onPacket(Wire wire, byte[] bytes, int from, int to) throws IOException {
        if (bytes[from + 1] != '3' || bytes[from + 2] < '0' || bytes[from + 2] >= '0' + atOnce) count.onFailure();
        else {
            count.onAnswer(asked, bytes, from + 3, to);
            if (--missing == 0) ask(wire);
        }
    }
}
