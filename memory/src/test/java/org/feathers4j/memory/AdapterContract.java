package org.feathers4j.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.memory.AdapterUnderTest.Settings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every service over a store has to do: the 79 cases of {@code @feathersjs/adapter-tests}, under their names. The original changes the
 * options of one service as it goes along; here every case starts services of its own.
 */
abstract class AdapterContract {
    /** One case: starts what it needs and checks what it gets. */
    @FunctionalInterface
    interface Case {
        void run(AdapterContract contract) throws Exception;
    }

    private final Map<String, Case> cases = new LinkedHashMap<>();

    AdapterContract() {
        BasicCases.addTo(cases);
        GetAndFindCases.addTo(cases);
        RemoveCases.addTo(cases);
        UpdateCases.addTo(cases);
        PatchCases.addTo(cases);
        CreateCases.addTo(cases);
        InternalCases.addTo(cases);
        QueryCases.addTo(cases);
        PaginationCases.addTo(cases);
    }

    /** A new, empty service whose events are {@code testing}. */
    abstract AdapterUnderTest start(Settings settings);

    /** The same, but all public methods except one throw: whoever subclasses a service must be able to rely on it. */
    abstract AdapterUnderTest startWithOnly(String method);

    @TestFactory
    Stream<DynamicTest> holds_the_adapter_contract() {
        return Vectors.cases("adapter-tests").stream()
                .map(recorded -> DynamicTest.dynamicTest(recorded.name(), () -> run(recorded.name())));
    }

    private void run(String name) throws Exception {
        Objects.requireNonNull(cases.get(name), name).run(this);
    }

    @Test
    void knows_the_cases_of_the_original_and_no_others() {
        assertThat(cases.keySet())
                .containsExactlyInAnyOrderElementsOf(Vectors.cases("adapter-tests").stream()
                        .map(Vectors.Case::name)
                        .toList());
    }
}
