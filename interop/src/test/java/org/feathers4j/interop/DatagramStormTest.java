package org.feathers4j.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Datagrams, most of which would end a Node process, on a discovery port that Java peers have for themselves. */
class DatagramStormTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    /** Bytes to break things with must be the same in every run. */
    private static final long SEED = 42;

    private static final List<@Nullable Object> ODD = Arrays.asList(
            null, 5, -1, 1.5, 70_000, true, "", "x", "*", List.of(), List.of(1), Map.of(), Map.of("a", Map.of()));

    private final LoopbackMesh mesh = new LoopbackMesh();

    @AfterEach
    void end() {
        mesh.close();
    }

    @Test
    void malformed_datagrams_harm_no_java_peer() {
        var java = mesh.java("java", o -> o.withService("echo", "echo"));
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        gateway.await("echo", SOON);
        var load = mesh.load(1, () -> gateway.service("echo").get(1));
        try (var discovery = new Discovery(mesh.discoveryPort())) {
            var hello = discovery.hello("feathers services responder", java.uuid());
            recorded(hello).forEach(discovery::say);
            truncated(hello).forEach(discovery::say);
            changed(hello).forEach(discovery::say);
            random().forEach(discovery::say);
        }
        // Peers that come after the storm are found and answered, and so are earlier ones.
        mesh.java("late", o -> o.withService("late", "echo"));
        assertThat(Values.object(gateway.await("late", SOON).get(1))).containsEntry("from", "late");
        load.awaitAnswers(10, SOON);
        assertThat(load.stop()).isEmpty();
    }

    /** The discovery cases of {@code robustness.json}. */
    private static List<byte[]> recorded(Map<String, @Nullable Object> hello) {
        return Robustness.cases("discovery").stream()
                .map(each -> Values.object(each.get("input")))
                .map(input -> input.get("datagram") instanceof String text
                        ? text.getBytes(StandardCharsets.UTF_8)
                        : Json.bytes(with(stranger(hello), input.get("advertisement"), "data", "advertisement")))
                .toList();
    }

    /** All beginnings of a proper hello. */
    private static List<byte[]> truncated(Map<String, @Nullable Object> hello) {
        var whole = Json.bytes(stranger(hello));
        var beginnings = new ArrayList<byte[]>();
        for (int length = 0; length < whole.length; length++) {
            beginnings.add(Arrays.copyOf(whole, length));
        }
        return beginnings;
    }

    /** Proper hellos but for one member, which is something else or missing. */
    private static List<byte[]> changed(Map<String, @Nullable Object> hello) {
        var changed = new ArrayList<byte[]>();
        var stranger = stranger(hello);
        var data = Values.object(stranger.get("data"));
        for (var odd : ODD) {
            stranger.keySet().forEach(name -> changed.add(Json.bytes(with(stranger, odd, name))));
            data.keySet().forEach(name -> changed.add(Json.bytes(with(stranger, odd, "data", name))));
            Values.object(data.get("advertisement"))
                    .keySet()
                    .forEach(name -> changed.add(Json.bytes(with(stranger, odd, "data", "advertisement", name))));
        }
        return changed;
    }

    private static List<byte[]> random() {
        var random = new Random(SEED);
        var datagrams = new ArrayList<byte[]>();
        for (int i = 0; i < 2000; i++) {
            var bytes = new byte[random.nextInt(1500)];
            random.nextBytes(bytes);
            datagrams.add(bytes);
        }
        datagrams.add("[".repeat(30_000).getBytes(StandardCharsets.UTF_8));
        datagrams.add("{\"event\":".repeat(5_000).getBytes(StandardCharsets.UTF_8));
        return datagrams;
    }

    /** The hello of another component, which exists nowhere else. */
    private static Map<String, @Nullable Object> stranger(Map<String, @Nullable Object> hello) {
        var stranger = with(hello, "stranger-iid", "iid");
        stranger = with(stranger, "stranger-app", "data", "advertisement", "appUuid");
        return with(stranger, "stranger-key", "data", "advertisement", "appDistributionKey");
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> object, @Nullable Object value, String... path) {
        var copy = new LinkedHashMap<>(object);
        if (path.length == 1) {
            copy.put(path[0], value);
        } else {
            var inner = Values.object(object.get(path[0]));
            copy.put(path[0], with(inner, value, Arrays.copyOfRange(path, 1, path.length)));
        }
        return copy;
    }
}
