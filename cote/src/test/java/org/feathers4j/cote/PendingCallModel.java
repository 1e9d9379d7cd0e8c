package org.feathers4j.cote;

import java.nio.ByteBuffer;

import org.jetbrains.lincheck.datastructures.Operation;

/** A call that the loop sends while its caller may give it up. */
public final class PendingCallModel {
    private final PendingCall call = new PendingCall("1", ByteBuffer.allocate(1), outcome -> {}, cancelled -> {});

    @Operation(nonParallelGroup = "loop", runOnce = true)
    public boolean take() {
        return call.take() != null;
    }

    @Operation
    public void cancel() {
        call.cancel();
    }

    @Operation
    public boolean wasSent() {
        return call.wasSent();
    }
}
