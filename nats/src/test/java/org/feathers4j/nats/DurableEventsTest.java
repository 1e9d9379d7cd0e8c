package org.feathers4j.nats;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import org.feathers4j.Application;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceListener;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.NatsServer;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Events that a listener with a name hears after it, its service or the server was away. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class DurableEventsTest {
    private static final Duration SOON = Patience.ofSeconds(60);
    private static final String STREAM = "feathers+v1+default+shop+orders";

    @TempDir
    private Path folder;

    private final List<Runnable> ends = new ArrayList<>();

    @AfterEach
    void closeAll() {
        ends.reversed().forEach(Runnable::run);
    }

    private NatsServer server() {
        NatsServer server = NatsServer.started("-js", "-sd", folder.toString());
        ends.add(server::close);
        return server;
    }

    private Application app(NatsServer server, String key, Consumer<DurableEventsOptions.Builder> options) {
        Application app = Application.create();
        app.configure(Distribution.create(o ->
                o.key(key).link(NatsLink.create(n -> n.servers(server.url()).durableEvents(options)))));
        ends.add(app::close);
        return app;
    }

    private Application shop(NatsServer server) {
        return shop(server, d -> {});
    }

    private Application shop(NatsServer server, Consumer<DurableEventsOptions.Builder> options) {
        Application shop = app(server, "shop", d -> options.accept(d.services("orders")));
        shop.use("orders", MemoryService.create());
        return shop.setup();
    }

    private ServiceHandle remoteOrders(NatsServer server, Consumer<DurableEventsOptions.Builder> options) {
        return orders(app(server, "mailer", options));
    }

    private static ServiceHandle orders(Application app) {
        app.setup();
        return app.plugin(Distribution.class).orElseThrow().await("orders", SOON);
    }

    private static void create(Application shop, int from, int to) {
        for (int i = from; i < to; i++) shop.service("orders").create(Map.of("number", i));
    }

    private static ServiceListener into(Queue<Object> numbers) {
        return (order, context) -> numbers.add(number(order));
    }

    private static Object number(@Nullable Object order) {
        return order instanceof Map<?, ?> members && members.get("number") instanceof Integer number ? number : -1;
    }

    private static Object[] numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toArray();
    }

    private static void hears(Queue<Object> numbers, int from, int to) {
        Eventually.get(SOON, to - from + " events", () -> List.copyOf(numbers), heard -> heard.size() >= to - from);
        assertThat(numbers).containsExactly(numbers(from, to));
    }

    private void onClient(NatsServer server, Use use) throws Exception {
        Connection client = Nats.connect(server.url());
        try {
            use.with(client);
        } finally {
            client.close();
        }
    }

    private interface Use {
        void with(Connection client) throws Exception;
    }

    private void stored(NatsServer server, long count) throws Exception {
        onClient(server, client -> {
            JetStreamManagement streams = client.jetStreamManagement();
            Eventually.await(SOON, "stored events", () -> {
                try {
                    return streams.getStreamInfo(STREAM).getStreamState().getMsgCount() == count;
                } catch (Exception e) {
                    return false;
                }
            });
        });
    }

    @Test
    void a_listener_whose_process_was_away_hears_what_happened_in_order_and_once() throws Exception {
        NatsServer server = server();
        Application shop = shop(server);
        create(shop, 0, 3); // before the name was first used
        stored(server, 3);
        Queue<Object> first = new ConcurrentLinkedQueue<>();
        Application mailer = app(server, "mailer", d -> {});
        orders(mailer).on("created", "mailer", into(first));
        create(shop, 3, 5);
        hears(first, 3, 5);
        mailer.close();
        create(shop, 5, 300);
        Queue<Object> second = new ConcurrentLinkedQueue<>();
        remoteOrders(server, d -> {}).on("created", "mailer", into(second));
        create(shop, 300, 302);
        hears(second, 5, 302);
        assertThat(first).hasSize(2);
    }

    @Test
    void a_listener_of_a_service_of_its_own_application_may_come_before_the_setup() {
        NatsServer server = server();
        Application shop = app(server, "shop", d -> d.services("orders"));
        shop.use("orders", MemoryService.create());
        Queue<Object> numbers = new ConcurrentLinkedQueue<>();
        shop.service("orders").on("created", "mailer", into(numbers));
        shop.setup();
        create(shop, 0, 5);
        hears(numbers, 0, 5);
        shop.close();
        Application again = app(server, "shop", d -> d.services("orders"));
        again.use("orders", MemoryService.create());
        again.setup();
        create(again, 5, 7);
        again.service("orders").on("created", "mailer", into(numbers));
        hears(numbers, 0, 7);
    }

    @Test
    void events_of_a_provider_that_has_left_are_heard() throws Exception {
        NatsServer server = server();
        Application shop = shop(server);
        var open = new CountDownLatch(1);
        Queue<Object> numbers = new ConcurrentLinkedQueue<>();
        Application mailer = app(server, "mailer", d -> {});
        orders(mailer).on("created", "mailer", (order, context) -> {
            open.await();
            numbers.add(number(order));
        });
        create(shop, 0, 5);
        stored(server, 5);
        shop.close();
        Eventually.await(SOON, "the proxy to go", () -> mailer.find("orders").isEmpty());
        assertThat(numbers).isEmpty();
        open.countDown();
        hears(numbers, 0, 5);
    }

    @Test
    void events_during_an_outage_of_the_server_are_stored_and_heard_afterwards_once() {
        NatsServer server = server();
        // of several on their way the one that is lost comes after the others
        Application shop = shop(server, d -> d.maxInFlight(1));
        Queue<Object> numbers = new ConcurrentLinkedQueue<>();
        // soon, if the server dies between an event and its acknowledgement
        remoteOrders(server, d -> d.ackWait(Duration.ofSeconds(3))).on("created", "mailer", into(numbers));
        create(shop, 0, 200); // some of these are on their way
        server.kill();
        create(shop, 200, 210);
        server.start();
        create(shop, 210, 220);
        hears(numbers, 0, 220);
    }

    @Test
    void a_listener_that_throws_gets_the_event_again_before_the_next_one_up_to_a_limit() {
        NatsServer server = server();
        Application shop = shop(server);
        Queue<Object> numbers = new ConcurrentLinkedQueue<>();
        remoteOrders(server, d -> d.maxAttempts(3)).on("created", "mailer", (order, context) -> {
            numbers.add(number(order));
            if (number(order).equals(1)) throw new IllegalStateException("no mail today");
            if (number(order).equals(2)
                    && numbers.stream().filter(each -> each.equals(2)).count() == 1)
                throw new IllegalStateException("not yet");
        });
        create(shop, 0, 4);
        Eventually.get(SOON, "the last event", () -> List.copyOf(numbers), heard -> heard.contains(3));
        assertThat(numbers).containsExactly(0, 1, 1, 1, 2, 2, 3);
    }

    @Test
    void two_processes_with_one_name_share_the_events_and_two_names_hear_all() {
        NatsServer server = server();
        Application shop = shop(server);
        Queue<Object> shared = new ConcurrentLinkedQueue<>();
        Queue<Object> other = new ConcurrentLinkedQueue<>();
        remoteOrders(server, d -> {}).on("created", "mailer", into(shared));
        ServiceHandle second = remoteOrders(server, d -> {});
        second.on("created", "mailer", into(shared));
        second.on("created", "statistics", into(other));
        create(shop, 0, 50);
        hears(other, 0, 50);
        hears(shared, 0, 50);
    }

    @Test
    void a_listener_that_takes_longer_than_ackWait_keeps_its_event() {
        NatsServer server = server();
        Application shop = shop(server);
        Queue<Object> numbers = new ConcurrentLinkedQueue<>();
        var never = new CountDownLatch(1);
        for (int i = 0; i < 2; i++)
            remoteOrders(server, d -> d.ackWait(Patience.ofSeconds(2))).on("created", "mailer", (order, context) -> {
                numbers.add(number(order));
                // as long as it takes to see that no second process gets it
                if (number(order).equals(0))
                    assertThat(never.await(Patience.ofSeconds(5).toSeconds(), TimeUnit.SECONDS))
                            .isFalse();
            });
        create(shop, 0, 2);
        hears(numbers, 0, 2);
    }

    @Test
    void an_event_that_the_stream_has_twice_is_heard_once() throws Exception {
        NatsServer server = server();
        shop(server);
        Queue<Object> numbers = new ConcurrentLinkedQueue<>();
        remoteOrders(server, d -> {}).on("created", "mailer", into(numbers));
        onClient(server, client -> {
            JetStreamManagement streams = client.jetStreamManagement();
            streams.updateStream(
                    StreamConfiguration.builder(streams.getStreamInfo(STREAM).getConfiguration())
                            .duplicateWindow(Duration.ofMillis(100))
                            .build());
            store(client, "same", 0);
            Eventually.await(
                    SOON,
                    "the end of the duplicate window",
                    () -> !store(client, "same", 0).isDuplicate());
            store(client, "another", 1);
        });
        hears(numbers, 0, 2);
    }

    private static PublishAck store(Connection client, String id, int number) {
        try {
            return client.jetStream()
                    .publish(
                            "feathers.v1.default.stored.shop.orders.created",
                            new Headers().put("Nats-Msg-Id", id),
                            "{\"path\":\"orders\",\"key\":\"shop\",\"number\":%d}"
                                    .formatted(number)
                                    .getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_not_JSON_is_left_out() throws Exception {
        NatsServer server = server();
        Application shop = shop(server);
        Queue<Object> numbers = new ConcurrentLinkedQueue<>();
        remoteOrders(server, d -> {}).on("created", "mailer", into(numbers));
        onClient(
                server,
                client -> client.jetStream()
                        .publish(
                                "feathers.v1.default.stored.shop.orders.created",
                                "{".getBytes(StandardCharsets.UTF_8)));
        create(shop, 0, 1);
        hears(numbers, 0, 1);
    }

    @Test
    void the_stream_has_the_limits_of_the_options_and_gets_them_when_they_change() throws Exception {
        NatsServer server = server();
        for (int days : List.of(3, 5)) {
            Application shop = app(
                    server,
                    "shop",
                    d -> d.services("orders").maxAge(Duration.ofDays(days)).maxBytes(days << 20));
            shop.setup();
            onClient(server, client -> {
                StreamConfiguration stream =
                        client.jetStreamManagement().getStreamInfo(STREAM).getConfiguration();
                assertThat(stream.getMaxAge()).isEqualTo(Duration.ofDays(days));
                assertThat(stream.getMaxBytes()).isEqualTo(days << 20);
                assertThat(stream.getSubjects()).containsExactly("feathers.v1.default.stored.shop.orders.*");
            });
            shop.close();
        }
    }

    @Test
    void a_server_without_JetStream_is_an_error_that_says_so() {
        NatsServer server = NatsServer.started();
        ends.add(server::close);
        Application shop = app(server, "shop", d -> d.services("orders"));
        assertThatIllegalStateException()
                .isThrownBy(shop::setup)
                .withMessageContaining("The option durableEvents needs JetStream")
                .withMessageContaining("start it with -js");
    }

    @Test
    void replicas_without_a_cluster_are_an_error_that_says_so() {
        Application shop = app(server(), "shop", d -> d.services("orders").replicas(3));
        assertThatIllegalStateException()
                .isThrownBy(shop::setup)
                .withMessageContaining("'feathers+v1+default+shop+orders'")
                .withMessageContaining("replicas");
    }

    @Test
    void a_name_on_a_service_without_stored_events_is_an_error_that_says_so() {
        NatsServer server = server();
        Application shop = app(server, "shop", d -> {});
        shop.use("orders", MemoryService.create());
        ServiceHandle remote;
        shop.setup();
        remote = remoteOrders(server, d -> {});
        assertThatIllegalStateException()
                .isThrownBy(() -> remote.on("created", "mailer", (order, context) -> {}))
                .withMessageContaining("its application must name it in durableEvents");
        assertThatIllegalStateException()
                .isThrownBy(() -> shop.service("orders").on("created", "mailer", (order, context) -> {}))
                .withMessageContaining("Service 'orders' keeps no events");
        Application without = Application.create();
        without.configure(Distribution.create(
                o -> o.key("without").link(NatsLink.create(n -> n.servers(server.url())))));
        ends.add(without::close);
        assertThatIllegalStateException()
                .isThrownBy(() -> orders(without).on("created", "mailer", (order, context) -> {}))
                .withMessageContaining("The link to the mesh keeps no events");
    }

    @Test
    void a_name_is_used_once_in_an_application_until_it_is_removed() {
        NatsServer server = server();
        Application shop = shop(server);
        ServiceHandle remote = remoteOrders(server, d -> {});
        Queue<Object> numbers = new ConcurrentLinkedQueue<>();
        var first = remote.on("created", "mailer", into(numbers));
        assertThatIllegalStateException()
                .isThrownBy(() -> remote.on("created", "mailer", into(numbers)))
                .withMessageContaining("a listener 'mailer' of 'orders created' already");
        first.remove();
        create(shop, 0, 3);
        remote.on("created", "mailer", into(numbers));
        hears(numbers, 0, 3);
    }

    @Test
    void options_that_make_no_sense_are_refused() {
        refuses(d -> d.replicas(0), "replicas 0");
        refuses(d -> d.maxBytes(1), "maxBytes 1");
        refuses(d -> d.maxAge(Duration.ofSeconds(1)), "maxAge PT1S");
        refuses(d -> d.ackWait(Duration.ZERO), "ackWait PT0S");
        refuses(d -> d.maxInFlight(0), "maxInFlight");
    }

    private static void refuses(Consumer<DurableEventsOptions.Builder> options, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsLink.create(n -> n.durableEvents(options)))
                .withMessageContaining(message);
    }
}
