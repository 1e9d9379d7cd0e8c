package org.feathers4j.testkit;

import java.util.Map;

import org.feathers4j.testrules.Deviations;

/** The cases of {@link ServiceContract} that cannot hold for services that are reached over something: a part of docs/deviations.md. */
final class Excuses {
    private Excuses() {}

    /**
     * Case → reason.
     *
     * @param over {@code rest} or {@code mesh}
     */
    static Map<String, String> of(String over) {
        return Deviations.of("adapter-tests.json over " + over);
    }
}
