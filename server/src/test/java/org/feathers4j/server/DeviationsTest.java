package org.feathers4j.server;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.feathers4j.testrules.Deviations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is answered otherwise is data here, and why is a line of docs/deviations.md: both name the same cases, for the same reason. */
class DeviationsTest {
    static Set<String> files() {
        var files = new TreeSet<String>();
        Stream.of("deviations.json", "socket-deviations.json")
                .forEach(list -> files.addAll(Vectors.reasons(list).keySet()));
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_list_has_what_the_data_have(String file) {
        String list = file.contains("socket") ? "socket-deviations.json" : "deviations.json";
        assertThat(Deviations.of(file + ".json"))
                .isEqualTo(Vectors.reasons(list).get(file));
    }
}
