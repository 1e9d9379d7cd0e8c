package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** When an application joins, shares its services, and leaves. */
class MeshStateTest {
    private static final Duration SOON = Patience.ofSeconds(10);
    private static final Service.Gets SERVICE = (id, params) -> Map.of("id", id.value());

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();

    private Distribution start(String key, Consumer<DistributionOptions.Builder> options) {
        var app = Application.create();
        running.add(app);
        Distribution distribution =
                app.configure(Distribution.create(o -> options.accept(o.key(key).link(mesh.link()))));
        app.use(key, SERVICE);
        app.setup();
        return distribution;
    }

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    private static boolean sees(Distribution distribution, String path) {
        return distribution.remoteServices().contains(path);
    }

    private static void awaitSeen(Distribution distribution, String path) {
        Eventually.await(SOON, "the service " + path, () -> sees(distribution, path));
    }

    @Test
    void the_variables_of_the_delays_are_milliseconds() {
        assertThat(StartDelays.read(Map.of(
                        "COTE_DELAY", "-1",
                        "COMPONENT_DELAY", "0",
                        "PUBLICATION_DELAY", "1500",
                        "HEARTBEAT_INTERVAL", " 2000 ")))
                .isEqualTo(new StartDelays(
                        Duration.ofMillis(-1), Duration.ZERO, Duration.ofMillis(1500), Duration.ofSeconds(2)));
        assertThat(StartDelays.read(Map.of("COTE_DELAY", "")))
                .isEqualTo(new StartDelays(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThatThrownBy(() -> StartDelays.read(Map.of("COTE_DELAY", "soon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("COTE_DELAY")
                .hasMessageContaining("'soon'");
        assertThatThrownBy(() -> StartDelays.read(Map.of("COMPONENT_DELAY", "-5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("componentDelay");
    }

    @Test
    void options_win_over_variables() {
        var builder = new DistributionOptions.Builder(Map.of("COTE_DELAY", "5", "PUBLICATION_DELAY", "7"));
        assertThat(builder.coteDelay(Duration.ofMillis(-1)).build().delays())
                .isEqualTo(new StartDelays(Duration.ofMillis(-1), Duration.ZERO, Duration.ofMillis(7), Duration.ZERO));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("distribution key", options(o -> o.key(""))),
                arguments("distribution key", options(o -> o.key("a*"))),
                arguments("timeout", options(o -> o.timeout(Duration.ofMillis(-1)))),
                arguments("maxWaitingCalls", options(o -> o.maxWaitingCalls(0))),
                arguments("maxCallsInFlight", options(o -> o.maxCallsInFlight(0))),
                arguments("maxBytesInFlight", options(o -> o.maxBytesInFlight(0))),
                arguments("maxQueuedEvents", options(o -> o.maxQueuedEvents(0))),
                arguments("heartbeatInterval", options(o -> o.heartbeatInterval(Duration.ofMillis(-1)))),
                arguments("probeAfter", options(o -> o.detection(d -> d.probeAfter(Duration.ZERO)))),
                arguments("misses", options(o -> o.detection(d -> d.misses(0)))));
    }

    private static Consumer<DistributionOptions.Builder> options(Consumer<DistributionOptions.Builder> options) {
        return options;
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_makes_no_sense_is_refused_with_the_name_of_the_option(
            String option, Consumer<DistributionOptions.Builder> options) {
        assertThatThrownBy(() -> start("gateway", options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option);
    }

    @Test
    void with_a_negative_delay_an_application_joins_when_it_says_so() {
        Distribution gateway = start("gateway", o -> {});
        Distribution worker = start("worker", o -> o.coteDelay(Duration.ofMillis(-1)));
        Distribution witness = start("witness", o -> {});
        awaitSeen(gateway, "witness");
        assertThat(sees(gateway, "worker")).isFalse();
        assertThat(worker.peers()).isEmpty();
        worker.initialize();
        worker.initialize();
        awaitSeen(gateway, "worker");
        awaitSeen(worker, "witness");
        assertThat(witness.await("worker", SOON).get(1)).isEqualTo(Map.of("id", 1));
    }

    @Test
    void an_application_that_joins_before_it_is_set_up_can_call_services_of_others_after_it() {
        start("worker", o -> {});
        var app = Application.create();
        running.add(app);
        Distribution early = app.configure(Distribution.create(
                o -> o.key("early").coteDelay(Duration.ofMillis(-1)).link(mesh.link())));
        app.use("own", SERVICE);
        early.initialize();
        early.await("worker", SOON);
        app.use("later", SERVICE);
        app.setup();
        Distribution witness = start("witness", o -> {});
        assertThat(witness.await("own", SOON).get(1)).isEqualTo(Map.of("id", 1));
        assertThat(witness.await("later", SOON).get(1)).isEqualTo(Map.of("id", 1));
        assertThat(early.await("worker", SOON).get(1)).isEqualTo(Map.of("id", 1));
        assertThat(early.remoteServices()).contains("worker").doesNotContain("own", "later");
    }

    @Test
    void an_application_that_never_joined_closes_like_any_other() {
        Distribution worker = start("worker", o -> o.coteDelay(Duration.ofMillis(-1)));
        running.getFirst().close();
        assertThatThrownBy(worker::initialize)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("left");
    }

    @Test
    void with_a_delay_it_joins_by_itself_later() {
        Distribution gateway = start("gateway", o -> {});
        start("worker", o -> o.coteDelay(Duration.ofMillis(150)));
        start("witness", o -> {});
        awaitSeen(gateway, "witness");
        awaitSeen(gateway, "worker");
    }

    @Test
    void services_are_published_after_their_delay_also_those_that_came_meanwhile() {
        var held = new HeldLoop();
        Distribution gateway = start("gateway", o -> {});
        start("worker", o -> o.publicationDelay(Duration.ofMillis(700)).loop(held));
        Application worker = running.getLast();
        worker.use("meanwhile", SERVICE);
        worker.use("gone", SERVICE);
        worker.unuse("gone");
        Eventually.await(
                SOON,
                "the worker",
                () -> gateway.peers().stream().anyMatch(peer -> peer.key().equals("worker")));
        start("witness", o -> {});
        awaitSeen(gateway, "witness");
        assertThat(sees(gateway, "worker")).isFalse();
        held.doPlanned();
        awaitSeen(gateway, "worker");
        awaitSeen(gateway, "meanwhile");
        assertThat(sees(gateway, "gone")).isFalse();
        worker.use("later", SERVICE);
        awaitSeen(gateway, "later");
        worker.unuse("later");
        Eventually.await(SOON, "the end of later", () -> !sees(gateway, "later"));
    }

    @Test
    void an_event_is_published_once_however_its_service_came_to_be_shared() {
        start("worker", o -> o.publicationDelay(Duration.ofMillis(200)));
        Application worker = running.getLast();
        Distribution gateway = start("gateway", o -> {});
        gateway.await("worker", SOON);
        var heard = new CopyOnWriteArrayList<Object>();
        running.getLast().service("worker").on("created", (item, context) -> heard.add(String.valueOf(item)));
        worker.service("worker").emit("created", Map.of("n", 1));
        worker.service("worker").emit("created", Map.of("n", 2));
        Eventually.await(SOON, "both", () -> heard.contains("{n=2}"));
        assertThat(heard).containsExactly("{n=1}", "{n=2}");
    }

    @Test
    void who_leaves_takes_its_services_along_and_goes_on_as_an_application() {
        Distribution gateway = start("gateway", o -> {});
        Distribution worker = start("worker", o -> {});
        awaitSeen(gateway, "worker");
        awaitSeen(worker, "gateway");
        worker.leave();
        worker.leave();
        Eventually.await(SOON, "the end of the service", () -> !sees(gateway, "worker"));
        assertThat(running.getLast().service("worker").get(1)).isEqualTo(Map.of("id", 1));
        assertThatThrownBy(() -> running.getLast().service("gateway").get(1)).isInstanceOf(FeathersException.class);
        running.getLast().use("more", SERVICE);
        running.getLast().unuse("more");
    }

    @Test
    void a_second_distribution_of_an_application_is_refused_with_what_to_do() {
        try (Application app = Application.create()) {
            app.configure(Distribution.create(o -> o.link(new MemoryMesh().link())));
            assertThatThrownBy(() -> app.configure(Distribution.create()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Distribution is configured already: an application joins one mesh, so set all options in one Distribution.create(o -> ...)");
        }
    }
}
