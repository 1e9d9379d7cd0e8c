package org.feathers4j;

import org.feathers4j.testrules.Interleavings;
import org.junit.jupiter.api.Test;

/** Classes that hold locks or compare-and-set, in all orders in which two threads can meet in them. */
class InterleavingsTest {
    @Test
    void every_task_of_a_queue_runs_once_and_in_order() {
        Interleavings.keepTheRules(SerialExecutorModel.class);
    }

    @Test
    void no_more_calls_are_taken_than_may_be_and_none_refused_without_reason() {
        Interleavings.areLinearizable(AdmissionModel.class);
    }

    @Test
    void a_service_is_set_up_by_its_caller_or_by_the_application() {
        Interleavings.areLinearizable(RegistryModel.class);
    }
}
