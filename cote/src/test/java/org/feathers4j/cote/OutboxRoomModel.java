package org.feathers4j.cote;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jetbrains.lincheck.datastructures.Operation;

/** A sender that waits, and a loop that makes room: the sender always goes on. */
public final class OutboxRoomModel {
    private final OutboxRoom room = new OutboxRoom();
    private final AtomicBoolean crowded = new AtomicBoolean(true);

    @Operation(runOnce = true)
    public void await() {
        room.await(crowded::get);
    }

    @Operation(runOnce = true)
    public void release() {
        crowded.set(false);
        room.released();
    }
}
