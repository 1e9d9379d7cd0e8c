package org.feathers4j.distributed;

import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.feathers4j.distributed.SimulatedWorld.Sabotage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The stories of {@link SimulationTest}, told by Jazzer: what happens next is a byte of an input, and inputs that reach new code are kept and changed. In a
 * normal build the committed ones are told; {@code -Dfuzz.search=1} looks for more.
 */
class SimulationFuzzTest {
    @FuzzTest(maxDuration = "120s")
    void whatever_is_chosen_every_call_ends_once_and_in_the_end_all_see_the_same(byte[] input) {
        List<String> violations =
                SimulationTest.violations(new Choices(input), SimulationTest.SHORT_STORM, Sabotage.NONE);
        assertThat(violations).isEmpty();
    }
}
