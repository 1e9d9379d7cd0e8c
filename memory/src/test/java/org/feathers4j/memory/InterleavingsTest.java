package org.feathers4j.memory;

import org.feathers4j.testrules.Interleavings;
import org.junit.jupiter.api.Test;

/** Classes that hold locks or compare-and-set, in all orders in which two threads can meet in them. */
class InterleavingsTest {
    @Test
    void readers_and_writers_see_one_story() {
        Interleavings.areLinearizable(RecordStoreModel.class);
    }

    @Test
    void a_change_of_several_records_is_seen_whole() {
        Interleavings.areLinearizable(WholeChangesModel.class);
    }
}
