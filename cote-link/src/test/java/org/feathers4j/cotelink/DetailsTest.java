package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.cote.MonitoredNode;
import org.feathers4j.distributed.PeerDetails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DetailsTest {
    private static MonitoredNode node(String name, String app, String command, Duration silence) {
        return new MonitoredNode(
                name + app,
                "process",
                command,
                "host",
                "10.0.0.7",
                silence,
                Map.of("name", name, "appUuid", app),
                List.of(),
                Optional.empty());
    }

    private static MonitoredNode responder(String command) {
        return node(FeathersComponents.RESPONDER, "a", command, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "app/peer.mjs --password secret, app/peer.mjs, Node",
                "lib/main.js, lib/main.js, Node",
                "src/main.ts, src/main.ts, Node",
                "org.example.shop.Main, org.example.shop.Main, Java",
                "app/shop.jar, app/shop.jar, Java",
                "bin/server, bin/server, null",
                "'', null, null"
            })
    void the_runtime_follows_from_the_program_and_arguments_are_not_shown(
            String command, String program, String runtime) {
        PeerDetails details = Details.of(List.of(responder(command))).get("a");
        assertThat(details).isEqualTo(new PeerDetails("host", "10.0.0.7", program, runtime, Duration.ofSeconds(1)));
    }

    @Test
    void an_application_was_heard_when_any_of_its_main_components_was() {
        var details = Details.of(List.of(
                node(FeathersComponents.SERVICES_SUBSCRIBER, "a", "x.js", Duration.ofSeconds(9)),
                node(FeathersComponents.SERVICES_PUBLISHER, "a", "x.js", Duration.ofSeconds(2)),
                node(FeathersComponents.RESPONDER, "a", "x.js", Duration.ofSeconds(5)),
                node("feathers services events publisher", "a", "x.js", Duration.ZERO),
                node("anything", "b", "x.js", Duration.ZERO)));
        assertThat(details).containsOnlyKeys("a");
        assertThat(details.get("a")).extracting(PeerDetails::silence).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void long_names_are_cut() {
        PeerDetails details = Details.of(List.of(responder("x".repeat(5000)))).get("a");
        assertThat(details).extracting(PeerDetails::program).asString().hasSize(200);
    }
}
