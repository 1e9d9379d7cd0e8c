package org.feathers4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.json.Json;

/** The list of the cases of {@link ServiceContract} that cannot hold for services that are reached over something. */
final class Excuses {
    private Excuses() {}

    /**
     * Case → reason.
     *
     * @param over a part of the list: {@code rest} or {@code mesh}
     */
    static Map<String, String> of(String over) {
        try (InputStream in = Excuses.class.getResourceAsStream("/service-contract-excuses.json")) {
            var list = Scenario.record(Json.parse(Objects.requireNonNull(in).readAllBytes()));
            var excuses = new LinkedHashMap<String, String>();
            Scenario.record(list.get(over)).forEach((name, reason) -> excuses.put(name, String.valueOf(reason)));
            return excuses;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
