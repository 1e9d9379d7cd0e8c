package org.feathers4j.testkit;

import java.nio.ByteBuffer;
import java.util.Objects;

import org.feathers4j.cote.Wire;
import org.feathers4j.cote.WireListener;
import org.jspecify.annotations.Nullable;

/** One end of a TCP connection. */
final class SimulatedWire implements Wire {
    private final SimulatedProcess owner;
    private final String remoteAddress;
    private final int remotePort;
    private @Nullable WireListener listener;
    private @Nullable SimulatedPipe out;
    private @Nullable SimulatedPipe in;
    private boolean paused;
    private boolean closed;

    SimulatedWire(SimulatedProcess owner, String remoteAddress, int remotePort) {
        this.owner = owner;
        this.remoteAddress = remoteAddress;
        this.remotePort = remotePort;
    }

    /** Makes the two the ends of one connection. */
    void join(SimulatedWire other) {
        out = owner.network().pipe(this, other);
        other.out = owner.network().pipe(other, this);
        in = other.out;
        other.in = out;
    }

    void listener(WireListener value) {
        listener = value;
        if (closed) owner.loop(value::onClosed);
    }

    SimulatedProcess owner() {
        return owner;
    }

    private SimulatedPipe out() {
        return Objects.requireNonNull(out);
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public int remotePort() {
        return remotePort;
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (!closed) out().write(bytes);
    }

    @Override
    public boolean writable() {
        return !closed && out().hasRoom();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (in != null) in.flow();
    }

    boolean isPaused() {
        return paused;
    }

    @Override
    public void close() {
        if (closed) return;
        out().end();
        gone();
    }

    @Override
    public void abort() {
        if (closed) return;
        out().abort();
        gone();
    }

    void receive(ByteBuffer bytes) {
        WireListener heard = listener;
        if (!closed && heard != null) owner.loop(() -> heard.onBytes(bytes));
    }

    void drained() {
        WireListener heard = listener;
        if (!closed && heard != null) owner.loop(heard::onWritable);
    }

    /** The other side is gone, or the connection broke. */
    void lose() {
        if (closed) return;
        out().abort();
        gone();
    }

    private void gone() {
        closed = true;
        owner.forget(this);
        WireListener heard = listener;
        if (heard != null) owner.execute(heard::onClosed);
    }
}
