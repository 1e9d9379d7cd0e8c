package org.feathers4j.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of a TCP connection: bytes arrive in order, in pieces, late, and not while the way is cut. */
final class SimulatedPipe {
    private static final int ROOM = 64 * 1024;

    private final SimulatedNetwork network;
    private final SimulatedWire from;
    private final SimulatedWire to;
    private final Deque<ByteBuffer> underway = new ArrayDeque<>();
    private int bytes;
    private boolean ended;
    private boolean flowing;
    private boolean done;

    SimulatedPipe(SimulatedNetwork network, SimulatedWire from, SimulatedWire to) {
        this.network = network;
        this.from = from;
        this.to = to;
    }

    boolean leads(String sender, String receiver) {
        return from.owner().address().equals(sender) && to.owner().address().equals(receiver);
    }

    boolean hasRoom() {
        return bytes < ROOM;
    }

    void write(ByteBuffer source) {
        var copy = ByteBuffer.allocate(source.remaining());
        copy.put(source.duplicate()).flip();
        bytes += copy.remaining();
        underway.add(copy);
        flow();
    }

    /** After what is under way comes the end. */
    void end() {
        ended = true;
        flow();
    }

    /** What is under way is lost, the end comes at once. */
    void abort() {
        underway.clear();
        bytes = 0;
        end();
    }

    /** The connection breaks, and both sides notice. */
    void breakDown() {
        from.lose();
        to.lose();
    }

    /** Goes on, if the way is open and something is under way. */
    void flow() {
        if (flowing || done || isHeld() || (underway.isEmpty() && !ended)) return;
        flowing = true;
        network.time().schedule(network.delay(), this::arrive);
    }

    private boolean isCut() {
        return network.isCut(from.owner().address(), to.owner().address());
    }

    private boolean isHeld() {
        return isCut() || to.isPaused();
    }

    private void arrive() {
        flowing = false;
        if (isHeld()) return;
        if (underway.isEmpty()) {
            if (ended) arriveAtEnd();
            return;
        }
        boolean wasFull = !hasRoom();
        to.receive(nextPiece());
        if (wasFull && hasRoom()) from.drained();
        flow();
    }

    private ByteBuffer nextPiece() {
        ByteBuffer first = underway.getFirst();
        int size = network.pieceOf(first.remaining());
        ByteBuffer piece = first.slice(first.position(), size);
        first.position(first.position() + size);
        if (!first.hasRemaining()) underway.removeFirst();
        bytes -= size;
        return piece;
    }

    private void arriveAtEnd() {
        done = true;
        network.forget(this);
        to.lose();
    }
}
