package org.feathers4j.channels;

import java.util.ArrayList;
import java.util.List;

/** The end of a client that writes down what it is sent. Safe for all threads. */
final class FakeRecipient<M> implements Recipient<M> {
    private final List<M> messages = new ArrayList<>();
    private boolean closed;

    @Override
    public synchronized void send(M message) {
        if (!closed) messages.add(message);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** The publications since the last call. */
    synchronized List<M> taken() {
        List<M> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }
}
