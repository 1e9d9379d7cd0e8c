package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.Vectors;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.Peer;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Our components advertise themselves member for member like Node's. */
class FeathersComponentsTest {
    private static final List<String> EVENTS = List.of("created", "updated", "patched", "removed");
    private static final List<String> METHODS = List.of("find", "get", "create", "update", "patch", "remove");

    private static Vectors.Case vector(String name) {
        return Vectors.cases("hello-packets")
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<?, ?> advertisement(Vectors.Case vector) {
        return vector.object("parsed").object("data").object("advertisement").members();
    }

    /** The components of the application that said this. */
    private static FeathersComponents componentsOf(
            Vectors.Case vector, List<String> events, List<String> methods, Duration timeout) {
        Map<?, ?> said = advertisement(vector);
        var self = new Peer((String) Objects.requireNonNull(said.get("appUuid")), (String)
                Objects.requireNonNull(said.get("appDistributionKey")));
        return new FeathersComponents(CoteOptions.of(o -> {}), new LocalApp(self, events, methods, true, timeout));
    }

    private static FeathersComponents componentsOf(Vectors.Case vector) {
        return componentsOf(vector, EVENTS, METHODS, Duration.ofSeconds(20));
    }

    private static void assertSame(Map<String, @Nullable Object> ours, Vectors.Case vector) {
        Map<?, ?> said = advertisement(vector);
        if (said.get("port") instanceof Integer port) ours.put("port", port);
        assertThat(Json.text(ours)).isEqualTo(Json.text(said));
    }

    @Test
    void services_subscriber() {
        Vectors.Case node = vector("feathers services subscriber");
        assertSame(componentsOf(node).servicesSubscriber(), node);
    }

    @Test
    void services_publisher() {
        Vectors.Case node = vector("feathers services publisher");
        assertSame(componentsOf(node).servicesPublisher(), node);
    }

    @Test
    void events_publisher() {
        Vectors.Case node = vector("feathers services events publisher, default key and options");
        assertSame(componentsOf(node).eventsPublisher(), node);
        Vectors.Case custom = vector("feathers services events publisher (key catalog, custom event list)");
        var events = List.of("created", "updated", "patched", "removed", "ping");
        assertSame(componentsOf(custom, events, METHODS, Duration.ZERO).eventsPublisher(), custom);
    }

    @Test
    void responder() {
        Vectors.Case node = vector("feathers services responder, default key and options");
        assertSame(componentsOf(node).responder(), node);
        Vectors.Case custom = vector("feathers services responder (key catalog, one custom method)");
        var methods = List.of("find", "get", "create", "update", "patch", "remove", "process");
        assertSame(componentsOf(custom, EVENTS, methods, Duration.ZERO).responder(), custom);
    }

    @Test
    void requester() {
        Vectors.Case node = vector(
                "feathers services requester (in the app with key default, for the remote key catalog, default timeout)");
        assertSame(componentsOf(node).requester("catalog"), node);
        Vectors.Case slow = vector("feathers services requester with a timeout option of 30000");
        assertSame(componentsOf(slow, EVENTS, METHODS, Duration.ofSeconds(30)).requester("default"), slow);
    }

    @Test
    void events_subscriber() {
        Vectors.Case node =
                vector("feathers services events subscriber (in the app with key default, for the remote key catalog)");
        assertSame(componentsOf(node).eventsSubscriber("catalog"), node);
    }

    @Test
    void the_environment_is_part_of_the_key() {
        var app = new LocalApp(new Peer("u", "k"), EVENTS, METHODS, true, Duration.ZERO);
        var components = new FeathersComponents(CoteOptions.of(o -> o.environment("prod")), app);
        assertThat(components.responder()).containsEntry("key", "prod:$$k");
        assertThat(components.servicesSubscriber()).containsEntry("key", "prod:$$services");
    }
}
