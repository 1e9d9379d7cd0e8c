package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Messages of the Feathers layer as recorded from Node: read, and written again to the same JSON text. */
class WireValuesTest {
    /** Records that hide the envelope: Node loses these events, we route them right, so the JSON differs on purpose. */
    private static final List<String> HIDDEN_ENVELOPE = List.of(
            "record with fields named path, key and context: they replace the envelope",
            "record with a path that no service has: the event is lost");

    @TestFactory
    Stream<DynamicTest> descriptors() {
        return Vectors.cases("service-descriptors.json").stream()
                .map(c -> dynamicTest(name(c), () -> {
                    Object json = Vectors.argument(c, 1);
                    ServiceDescriptor descriptor =
                            ServiceDescriptor.fromJson(json).orElseThrow();
                    boolean removed = String.valueOf(Vectors.argument(c, 0)).endsWith("service-removed");
                    Object events = Vectors.object(json).get("events");
                    // the echo of a consumer doubles the names of events; reading drops doubles
                    if (removed
                            && Vectors.list(events).size()
                                    != descriptor.events().size()) return;
                    assertThat(Json.text(removed ? descriptor.toRemovedJson() : descriptor.toJson()))
                            .isEqualTo(Json.text(json));
                }));
    }

    @TestFactory
    Stream<DynamicTest> requests() {
        return Vectors.cases("requests-responses.json").stream()
                .filter(c -> c.get("request") != null)
                .map(c -> dynamicTest(name(c), () -> {
                    Map<String, @Nullable Object> json = Vectors.object(Vectors.argument(c.get("request"), 0));
                    json.remove("__timeout"); // cote's own word to its requester, of no use to the provider
                    assertThat(Json.text(MeshRequest.fromJson(json).toJson())).isEqualTo(Json.text(json));
                }));
    }

    @TestFactory
    Stream<DynamicTest> events() {
        var tests = new ArrayList<DynamicTest>();
        for (Map<String, @Nullable Object> c : Vectors.cases("events.json"))
            for (Object frame : Vectors.list(c.get("frames")))
                if (!HIDDEN_ENVELOPE.contains(name(c))) tests.add(dynamicTest(name(c), () -> readAndWrite(frame)));
        return tests.stream();
    }

    private static void readAndWrite(@Nullable Object frame) {
        Object json = Vectors.argument(frame, 1);
        EventMessage message = EventMessage.fromJson(json).orElseThrow();
        assertThat(Json.text(message.toJson())).isEqualTo(Json.text(json));
        var item = new LinkedHashMap<>(Vectors.object(json));
        List.of("path", "key", "context").forEach(item::remove);
        assertThat(Json.text(message.item())).isEqualTo(Json.text(item));
    }

    @TestFactory
    Stream<DynamicTest> errors() {
        return Vectors.cases("error-responses.json").stream()
                .filter(c -> c.get("response") != null
                        && c.get("callerReceives") instanceof Map<?, ?> r
                        && r.get("error") != null)
                .map(c -> dynamicTest(name(c), () -> sameError(c)));
    }

    /** What Node's caller sees, we see; only where Node has lost the message do we say something better than {@code [object Object]}. */
    private static void sameError(Map<String, @Nullable Object> c) {
        FeathersException error = FeathersException.fromJson(Vectors.argument(c.get("response"), 0));
        Map<String, @Nullable Object> expected =
                Vectors.object(Vectors.object(c.get("callerReceives")).get("error"));
        boolean messageLost =
                List.of("[object Object]", "").contains(String.valueOf(expected.getOrDefault("message", "")))
                        || name(c).equals("plain Error whose name was assigned");
        assertThat(error.message()).isEqualTo(messageLost ? "Remote service error" : expected.get("message"));
        assertThat(error.name())
                .isEqualTo(
                        "Error".equals(expected.getOrDefault("name", "Error")) ? "GeneralError" : expected.get("name"));
        assertThat(error.data()).isEqualTo(expected.get("data"));
        assertThat(error.errors()).isEqualTo(expected.get("errors"));
        if (expected.get("code") instanceof Integer code)
            assertThat(error.code()).isEqualTo(code);
        if (expected.get("className") != null) assertThat(error.className()).isEqualTo(expected.get("className"));
        for (String extra : List.of("status", "extra"))
            assertThat(error.toJson().get(extra)).isEqualTo(expected.get(extra));
    }

    private static String name(Map<String, @Nullable Object> c) {
        return String.valueOf(c.get("name"));
    }
}
