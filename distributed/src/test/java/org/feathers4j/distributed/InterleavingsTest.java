package org.feathers4j.distributed;

import org.feathers4j.testrules.Interleavings;
import org.junit.jupiter.api.Test;

/** Classes that hold locks or compare-and-set, in all orders in which two threads can meet in them. */
class InterleavingsTest {
    @Test
    void no_retry_is_paid_for_twice() {
        Interleavings.keepTheRules(RetryBudgetModel.class);
    }

    @Test
    void a_mesh_is_joined_and_left_once() {
        Interleavings.keepTheRules(MeshStateModel.class);
    }

    @Test
    void every_alarm_rings_once() {
        Interleavings.keepTheRulesInPairs(TimerQueueModel.class);
    }
}
