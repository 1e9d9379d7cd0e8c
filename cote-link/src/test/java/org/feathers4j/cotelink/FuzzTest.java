package org.feathers4j.cotelink;

import java.nio.file.Path;

import org.feathers4j.cote.Fuzzing;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs from outside, made by Jazzer; see {@link Fuzzing}. */
class FuzzTest {
    @ParameterizedTest
    @ValueSource(classes = {FuzzedDescriptors.class, FuzzedRequests.class})
    void nothing_from_outside_surprises(Class<?> target, @TempDir Path scratch) throws Exception {
        Fuzzing.run(target, scratch);
    }
}
