package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** A request that waits to be sent, or for its answer. */
final class PendingCall implements Outgoing, RequestChannel.Call {
    private enum State {
        WAITING,
        SENT,
        CANCELLED
    }

    private final String id;
    private final int size;
    private final Consumer<Outcome> onOutcome;
    private final Consumer<PendingCall> onCancel;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile @Nullable ByteBuffer frame;

    PendingCall(String id, ByteBuffer frame, Consumer<Outcome> onOutcome, Consumer<PendingCall> onCancel) {
        this.id = id;
        this.frame = frame;
        this.size = frame.remaining();
        this.onOutcome = onOutcome;
        this.onCancel = onCancel;
    }

    String id() {
        return id;
    }

    Consumer<Outcome> onOutcome() {
        return onOutcome;
    }

    /** Whether the peer may have received it. */
    boolean wasSent() {
        return state.get() == State.SENT;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable ByteBuffer take() {
        ByteBuffer bytes = frame;
        frame = null; // answers may take long, and requests may be large
        return state.compareAndSet(State.WAITING, State.SENT) ? bytes : null;
    }

    @Override
    public void cancel() {
        if (state.compareAndSet(State.WAITING, State.CANCELLED)) frame = null;
        onCancel.accept(this);
    }
}
