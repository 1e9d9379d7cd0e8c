package org.feathers4j;

import java.time.Duration;

import org.jetbrains.lincheck.datastructures.Operation;

/** One permit, which a call has that may end: others get it as soon as it is free. */
public final class AdmissionModel {
    private final Admission admission = new Admission(1, Duration.ZERO, () -> 0);

    public AdmissionModel() {
        begin();
    }

    @Operation
    public boolean begin() {
        if (admission.admit(0) != null) return false;
        admission.started(0);
        return true;
    }

    @Operation(runOnce = true)
    public void end() {
        admission.ended();
    }

    @Operation
    public int inFlight() {
        return admission.inFlight();
    }
}
