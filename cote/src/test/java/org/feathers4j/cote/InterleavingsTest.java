package org.feathers4j.cote;

import org.feathers4j.testrules.Interleavings;
import org.junit.jupiter.api.Test;

/** Classes that hold locks or compare-and-set, in all orders in which two threads can meet in them. */
class InterleavingsTest {
    @Test
    void every_task_of_a_queue_runs_once_and_in_order() {
        Interleavings.keepTheRules(SerialExecutorModel.class);
    }

    @Test
    void every_frame_that_an_outbox_took_goes_out_or_is_given_up() {
        Interleavings.keepTheRules(OutboxModel.class);
    }

    @Test
    void who_waits_for_room_is_woken() {
        Interleavings.keepTheRulesInPairs(OutboxRoomModel.class);
    }

    @Test
    void a_call_is_sent_or_cancelled() {
        Interleavings.areLinearizable(PendingCallModel.class);
    }
}
