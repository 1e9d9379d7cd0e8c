package org.feathers4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * The behaviour of every service over a store, over any transport: the 79 cases of {@code @feathersjs/adapter-tests}, under their
 * names. The original changes the options of one service as it goes along; here every case starts services of its own.
 *
 * <pre>{@code
 * class PeopleContractTest extends ServiceContract {
 *     protected ServiceUnderTest start(ServiceUnderTest.Settings settings) { ... }
 * }
 * }</pre>
 */
public abstract class ServiceContract {
    /** One case: starts what it needs and checks what it gets. */
    @FunctionalInterface
    interface Case {
        void run(ServiceContract contract) throws Exception;
    }

    private final Map<String, Case> cases = new LinkedHashMap<>();

    /** The contract, with all its cases. */
    protected ServiceContract() {
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

    /** A new, empty service that says it emits {@code testing}. Called on the thread of the test, once or twice a case. */
    protected abstract ServiceUnderTest start(ServiceUnderTest.Settings settings);

    /**
     * The same, but all public methods except one throw: subclasses of a service must be able to rely on it.
     *
     * @throws UnsupportedOperationException where that cannot be tested, as from another process
     */
    protected ServiceUnderTest startWithOnly(String method) {
        throw new UnsupportedOperationException("What a method calls can only be watched within the process");
    }

    /** The cases that cannot hold for a service that is reached this way: their names with the reasons. None, unless overridden. */
    protected Map<String, String> excuses() {
        return Map.of();
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_contract() {
        Map<String, String> excuses = excuses();
        return recorded().stream().map(recorded -> name(recorded)).map(name -> test(name, excuses.get(name)));
    }

    private DynamicTest test(String name, @Nullable String excuse) {
        Case play = Objects.requireNonNull(cases.get(name), name);
        return excuse == null
                ? dynamicTest(name, () -> play.run(this))
                : dynamicTest(
                        "%s [excused: %s]".formatted(name, excuse),
                        () -> assertThat(catchThrowable(() -> play.run(this)))
                                .as("the case holds and needs no excuse any more")
                                .isNotNull());
    }

    @Test
    void knows_the_cases_of_the_original_and_excuses_no_others() {
        List<String> names = recorded().stream().map(ServiceContract::name).toList();
        assertThat(cases.keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names).containsAll(excuses().keySet());
    }

    private static String name(Map<?, ?> recorded) {
        return String.valueOf(recorded.get("name"));
    }

    /** The cases as they were recorded from the original: name, group, steps, expectation, and how it fares itself over its transports. */
    static List<Map<?, ?>> recorded() {
        try (InputStream in = ServiceContract.class.getResourceAsStream("adapter-tests.json")) {
            var file =
                    AdapterFixture.record(Json.parse(Objects.requireNonNull(in).readAllBytes()));
            return AdapterFixture.list(file.get("cases")).stream()
                    .<Map<?, ?>>map(AdapterFixture::record)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
