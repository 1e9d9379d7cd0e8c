package org.feathers4j.socketioserver;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

import org.feathers4j.socketio.Octets;
import org.feathers4j.socketio.Packet;
import org.feathers4j.socketio.PacketDecoder;
import org.feathers4j.socketio.PacketLimits;
import org.feathers4j.socketio.ProtocolException;

/**
 * Decodes the messages of one session in order: small ones at once, large ones on a virtual thread, so that they do not block the loop. Owned by the loop of the session; while a large
 * message is decoded, its thread owns the decoder.
 */
final class PacketReader {
    /** Receives packets; called on the loop. */
    interface Listener {
        void packet(Packet packet);

        /**
         * The client has broken the protocol.
         *
         * @param bytes size of the message
         */
        void invalid(ProtocolException why, long bytes);

        /** Whether the reader is busy, so that the client has to wait. */
        void busy(boolean now);
    }

    private record Message(Octets content, boolean text) {}

    private record Outcome(Message message, Optional<Packet> packet, Optional<ProtocolException> failure) {}

    private static final int LARGE = 64 << 10;

    private final SocketLoop loop;
    private final Listener listener;
    private final PacketDecoder decoder;
    private final Queue<Message> waiting = new ArrayDeque<>();
    private boolean busy;

    PacketReader(SocketLoop loop, PacketLimits limits, Listener listener) {
        this.loop = loop;
        this.listener = listener;
        this.decoder = new PacketDecoder(limits);
    }

    boolean isBusy() {
        return busy;
    }

    void text(Octets content) {
        read(new Message(content, true));
    }

    void binary(Octets content) {
        read(new Message(content, false));
    }

    private void read(Message message) {
        if (busy) waiting.add(message);
        else if (isLarge(message)) {
            busy = true;
            listener.busy(true);
            readAside(message);
        } else tell(outcome(message));
    }

    /** Binary messages are not parsed, so their size does not matter. */
    private static boolean isLarge(Message message) {
        return message.text && message.content.length() > LARGE;
    }

    private void readAside(Message message) {
        Thread.ofVirtual().name("socket-packet").start(() -> {
            Outcome outcome = outcome(message);
            loop.later(() -> goOn(outcome));
        });
    }

    private void goOn(Outcome outcome) {
        tell(outcome);
        Message next = waiting.poll();
        while (next != null && !isLarge(next)) {
            tell(outcome(next));
            next = waiting.poll();
        }
        if (next != null) readAside(next);
        else {
            busy = false;
            listener.busy(false);
        }
    }

    private Outcome outcome(Message message) {
        try {
            Optional<Packet> packet = message.text ? decoder.text(message.content) : decoder.binary(message.content);
            return new Outcome(message, packet, Optional.empty());
        } catch (ProtocolException e) {
            return new Outcome(message, Optional.empty(), Optional.of(e));
        }
    }

    private void tell(Outcome outcome) {
        outcome.failure.ifPresent(why -> stop(why, outcome.message.content.length()));
        outcome.packet.ifPresent(listener::packet);
    }

    /** Nothing after a breach of the protocol can be trusted. */
    private void stop(ProtocolException why, long bytes) {
        waiting.clear();
        listener.invalid(why, bytes);
    }
}
