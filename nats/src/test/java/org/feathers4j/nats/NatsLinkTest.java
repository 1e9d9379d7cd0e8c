package org.feathers4j.nats;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.NatsServer;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What NATS adds to the contract: users, limits, and its services API. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class NatsLinkTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    private final List<Runnable> ends = new ArrayList<>();

    @AfterEach
    void closeAll() {
        ends.reversed().forEach(Runnable::run);
    }

    private NatsServer server(String... arguments) {
        NatsServer server = NatsServer.started(arguments);
        ends.add(server::close);
        return server;
    }

    private Application app(String key, NatsLink link) {
        Application app = Application.create();
        app.configure(Distribution.create(o -> o.key(key).link(link)));
        ends.add(app::close);
        return app;
    }

    private Application provider(NatsServer server) {
        Application provider = app("shop", NatsLink.create(o -> o.servers(server.url())));
        provider.use("orders", MemoryService.create());
        provider.setup();
        return provider;
    }

    private Application caller(NatsServer server) {
        Application caller = Application.create();
        Distribution mesh = caller.configure(Distribution.create(
                o -> o.key("caller").link(NatsLink.create(n -> n.servers(server.url())))));
        ends.add(caller::close);
        caller.setup();
        mesh.await("orders", SOON);
        return caller;
    }

    private Connection client(NatsServer server) throws Exception {
        Connection client = Nats.connect(server.url());
        ends.add(() -> {
            try {
                client.close();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        return client;
    }

    @Test
    void a_server_that_asks_for_a_user_takes_the_one_and_refuses_the_other() {
        NatsServer server = server("--user", "mesh", "--pass", "secret");
        Application refused =
                app("shop", NatsLink.create(o -> o.servers(server.url()).user("mesh", "wrong")));
        assertThatIllegalStateException()
                .isThrownBy(refused::setup)
                .withMessageContaining("check the options user, token, credentials or authHandler");
        Application taken =
                app("shop", NatsLink.create(o -> o.servers(server.url()).user("mesh", "secret")));
        taken.setup();
    }

    @Test
    void a_server_that_asks_for_a_token_takes_it() {
        NatsServer server = server("--auth", "secret");
        app("shop", NatsLink.create(o -> o.servers(server.url()).token("secret")))
                .setup();
    }

    @Test
    void a_server_that_is_not_there_is_named() {
        NatsServer server = server();
        server.kill();
        assertThatIllegalStateException()
                .isThrownBy(() -> app("shop", NatsLink.create(o -> o.servers(server.url())))
                        .setup())
                .withMessageContaining("option servers")
                .withMessageContaining(server.url());
    }

    @Test
    void what_is_larger_than_the_server_takes_is_refused_with_size_and_limit() {
        NatsServer server = server();
        Application provider = provider(server);
        Application caller = caller(server);
        String text = "x".repeat(1 << 20);
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> caller.service("orders").create(Map.of("text", text)))
                .satisfies(error -> assertThat(error.code()).isEqualTo(400))
                .withMessageContaining("more than the 1048576 that can be sent over NATS");
        provider.service("orders").create(Map.of("id", 7, "text", text));
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> caller.service("orders").get(7))
                .satisfies(error -> assertThat(error.code()).isEqualTo(500))
                .withMessageContaining("1048576");
        assertThat(caller.service("orders").create(Map.of("id", 8))).isEqualTo(Map.of("id", 8));
    }

    @Test
    void the_services_api_pings_describes_and_measures_services() throws Exception {
        NatsServer server = server();
        provider(server);
        caller(server);
        Connection client = client(server);
        for (String verb : List.of("PING", "INFO", "STATS")) {
            Map<?, ?> answer = object(Json.parse(ask(client, "$SRV." + verb, "").getData()));
            assertThat(answer.get("name")).as(verb).isEqualTo("shop-orders");
            assertThat(object(answer.get("metadata")).get("path")).isEqualTo("orders");
        }
        Map<?, ?> info =
                object(Json.parse(ask(client, "$SRV.INFO.shop-orders", "").getData()));
        List<?> endpoints = (List<?>) Objects.requireNonNull(info.get("endpoints"));
        assertThat(endpoints.stream().map(each -> ((Map<?, ?>) each).get("subject")))
                .anyMatch("feathers.v1.default.svc.shop.orders.find"::equals);
    }

    /** Tools see it without reading JSON, and a provider need not begin what nobody waits for. */
    @Test
    void requests_tell_in_headers_how_long_their_caller_waits_and_which_trace_they_belong_to() throws Exception {
        NatsServer server = server();
        Application provider = provider(server);
        provider.service("orders").create(Map.of("id", 1));
        Application caller = caller(server);
        Connection tool = client(server);
        Subscription requests = tool.subscribe("feathers.v1.default.app.*.request");
        tool.flush(SOON);
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        caller.service("orders").get(Id.of(1), Params.of(Map.of("headers", Map.of("traceparent", trace))));
        Message request = requests.nextMessage(SOON);
        assertThat(request.getHeaders().getFirst("traceparent")).isEqualTo(trace);
        assertThat(Long.parseLong(request.getHeaders().getFirst("Feathers-Timeout")))
                .isBetween(1L, Duration.ofSeconds(20).toMillis());

        Message late =
                tool.request(request.getSubject(), new Headers().put("Feathers-Timeout", "0"), request.getData(), SOON);
        assertThat(late.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("408");
        assertThat(new String(late.getData(), StandardCharsets.UTF_8)).contains("its caller waits no longer");
        for (String odd : List.of("soon", "-1", "99999999999999999999", "9223372036854775807"))
            assertThat(new String(
                            tool.request(
                                            request.getSubject(),
                                            new Headers().put("Feathers-Timeout", odd),
                                            request.getData(),
                                            SOON)
                                    .getData(),
                            StandardCharsets.UTF_8))
                    .as(odd)
                    .contains("\"id\":1");
    }

    @Test
    void a_client_without_feathers_calls_a_service() throws Exception {
        NatsServer server = server();
        provider(server);
        caller(server);
        String orders = "feathers.v1.default.svc.shop.orders.";
        Connection client = client(server);
        Message created = ask(client, orders + "create", "{\"data\":{\"item\":\"book\"}}");
        assertThat(Json.parse(created.getData())).isEqualTo(Map.of("item", "book", "id", 0));
        Message missing = ask(client, orders + "get", "{\"id\":9}");
        assertThat(missing.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("404");
        assertThat(object(Json.parse(missing.getData())).get("name")).isEqualTo("NotFound");
        Message found = ask(client, orders + "find", "");
        assertThat(Json.parse(found.getData())).isEqualTo(List.of(Map.of("item", "book", "id", 0)));
        Message broken = ask(client, orders + "find", "{");
        assertThat(broken.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("400");
    }

    /** The service may appear in the mesh a moment before it appears in the services API. */
    private static Message ask(Connection client, String subject, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Eventually.get(
                SOON,
                "an answer on " + subject,
                () -> request(client, subject, bytes),
                answer -> !answer.isStatusMessage());
    }

    /** Null where nobody listens, which the server says at once; what was heard must not be asked again, however late its answer is. */
    private static @Nullable Message request(Connection client, String subject, byte[] body) {
        try {
            return client.request(subject, body, SOON);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void options_that_make_no_sense_are_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsLink.create(o -> o.nodeTimeout(Duration.ofSeconds(1))))
                .withMessageContaining("must exceed helloInterval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsLink.create(o -> o.subjectPrefix("a.*")))
                .withMessageContaining("subjectPrefix");
    }

    @Test
    void keys_and_paths_are_tokens_and_come_back_as_they_were() {
        for (String text : List.of("", "todos", "users/:id/todos", "a.b", "*", ">", "ö é", "100%", "+"))
            assertThat(Subjects.last("event." + Subjects.token(text))).isEqualTo(text);
        assertThat(Subjects.token("users/:id")).isEqualTo("users%2F%3Aid");
    }

    private static Map<?, ?> object(@Nullable Object json) {
        return (Map<?, ?>) Objects.requireNonNull(json);
    }
}
