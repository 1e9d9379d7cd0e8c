package org.feathers4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Many connections to a server, all served by the thread that calls, with as little work as possible: on a small machine it shares the cores with the server
 * that is measured.
 */
final class Loader implements AutoCloseable {
    private static final long GLANCE = 10;

    private final Selector selector;
    private final List<Wire> wires = new ArrayList<>();

    Loader() throws IOException {
        selector = Selector.open();
    }

    void open(int port, Conversation conversation) throws IOException {
        wires.add(Wire.open(selector, port, conversation));
    }

    /** Lets all connections talk for so long. */
    void talk(Duration length) throws IOException {
        talkUntil(() -> false, length);
    }

    /** Lets all connections talk until the condition holds, or for so long; whether it held. */
    boolean talkUntil(BooleanSupplier condition, Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) return false;
            selector.select(key -> read((Wire) key.attachment()), GLANCE);
        }
        return true;
    }

    private static void read(Wire wire) {
        try {
            wire.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) wire.close();
        selector.close();
    }
}
