package org.feathers4j.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Found;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.TypedHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a client does with a server; the same with each that there is. */
public abstract class ClientCases {
    private static final Duration SOON = Patience.ofSeconds(60);
    private static final Map<String, Object> ANN = Map.of("email", "ann@example.com", "password", "secret");

    /** How the server is reached. */
    enum Way {
        REST,
        SOCKET
    }

    record Todo(@Nullable Integer id, String text, boolean done) {}

    record Toggle(int id) {}

    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable Place place;
    private @Nullable CuttingProxy proxy;

    /** A new server. */
    protected abstract Place serve();

    /** Whether services get ids from URLs as they were before they were encoded. */
    protected boolean decodesIds() {
        return true;
    }

    @BeforeEach
    void start() {
        Place started = serve();
        place = started;
        proxy = new CuttingProxy(started.port());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) each.close();
        if (proxy != null) proxy.close();
        if (place != null) place.close();
    }

    private Place place() {
        if (place == null) throw new AssertionError("not started");
        return place;
    }

    private CuttingProxy proxy() {
        if (proxy == null) throw new AssertionError("not started");
        return proxy;
    }

    private Client client(Way way) {
        return client(way, TokenStore.inMemory());
    }

    private Client client(Way way, TokenStore tokens) {
        String url = "http://127.0.0.1:" + proxy().port();
        Client client = way == Way.REST
                ? Client.rest(url, o -> o.tokens(tokens).timeout(SOON))
                : Client.socket(
                        url,
                        o -> o.tokens(tokens)
                                .timeout(SOON)
                                .reconnectionDelay(Duration.ofMillis(20))
                                .reconnectionDelayMax(Duration.ofMillis(100)));
        open.add(client);
        client.use("todos", s -> s.methods("toggle").events("toggled"));
        return client;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object json) {
        return ClientAuthentication.object(json);
    }

    private static FeathersException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(FeathersException.class, call);
    }

    @ParameterizedTest
    @EnumSource
    void all_methods_and_a_custom_one(Way way) {
        TypedHandle<Todo> todos = client(way).service("todos", Todo.class);
        Todo made = todos.create(new Todo(null, "Write", false));
        assertThat(made).isEqualTo(new Todo(1, "Write", false));
        assertThat(todos.get(1)).isEqualTo(made);
        assertThat(todos.patch(1, Map.of("done", true)).done()).isTrue();
        assertThat(todos.update(1, new Todo(1, "Read", false)).text()).isEqualTo("Read");
        assertThat(todos.call("toggle", new Toggle(1), Todo.class)).isEqualTo(new Todo(1, "Read", true));
        Found<Todo> found = todos.find(Params.query(Map.of("text", "Read", "$limit", 5)));
        assertThat(found.data()).containsExactly(new Todo(1, "Read", true));
        assertThat(todos.remove(1)).isEqualTo(new Todo(1, "Read", true));
        assertThat(todos.find().data()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void many_records_at_once(Way way) {
        ServiceHandle todos = client(way).service("todos");
        todos.create(List.of(Map.of("text", "a", "done", false), Map.of("text", "b", "done", false)));
        assertThat((List<?>) todos.patchAll(Map.of("done", true), Params.empty()))
                .hasSize(2);
        assertThat((List<?>) todos.removeAll(Params.query(Map.of("text", "a")))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void queries_and_odd_ids_arrive(Way way) {
        ServiceHandle echo = client(way).service("echo");
        var query = new LinkedHashMap<String, Object>();
        query.put("text", "ü & =?/#%+");
        query.put("$or", List.of(Map.of("a", "1"), Map.of("b", Map.of("$gt", "5"))));
        query.put("$sort", Map.of("at", "-1"));
        assertThat(object(echo.find(Params.query(query))).get("query")).isEqualTo(query);
        for (String id : List.of("a/b", "ü ?#", "100%", "a:b"))
            assertThat(object(echo.get(id)).get("id"))
                    .isEqualTo(way == Way.SOCKET || decodesIds() ? id : QueryText.segment(id));
        assertThat(object(echo.get(Id.of(7), Params.query(Map.of("x", "y")))).get("query"))
                .isEqualTo(Map.of("x", "y"));
    }

    @Test
    void a_call_over_rest_has_headers_of_its_own() {
        Params params = Params.of(Map.of("headers", Map.of("X-Test", "mine")));
        assertThat(object(client(Way.REST).service("echo").find(params)).get("header"))
                .isEqualTo("mine");
    }

    @ParameterizedTest
    @EnumSource
    void errors_come_as_the_server_has_thrown_them(Way way) {
        ServiceHandle errs = client(way).service("errs");
        FeathersException error = failure(() -> errs.get("BadRequest"));
        assertThat(error.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
        assertThat(error.className()).isEqualTo("bad-request");
        assertThat(error.message()).isEqualTo("Not like this");
        assertThat(error.data()).isEqualTo(Map.of("field", "text"));
        assertThat(error.errors()).isEqualTo(Map.of("text", "is too long"));
        FeathersException own = failure(() -> errs.get("Own"));
        assertThat(own.name()).isEqualTo("QuotaExceeded");
        assertThat(own.className()).isEqualTo("quota-exceeded");
        assertThat(failure(() -> client(way).service("nowhere").find()).kind()).isEqualTo(ErrorKind.NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource
    void a_call_ends_with_its_time(Way way) {
        ServiceHandle slow = client(way).service("slow");
        assertThat(object(slow.get(1)).get("id")).hasToString("1");
        FeathersException error =
                failure(() -> slow.get(Id.of(100_000), Params.of(Map.of("timeout", Duration.ofMillis(200)))));
        assertThat(error.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(error.message()).contains("slow", "200 ms", "127.0.0.1:" + proxy().port());
    }

    @ParameterizedTest
    @EnumSource
    void a_call_under_way_ends_when_the_client_is_closed(Way way) throws Exception {
        Client client = client(way);
        client.service("slow").get(1);
        var failures = new CopyOnWriteArrayList<FeathersException>();
        Thread caller = Thread.ofVirtual()
                .start(() -> failures.add(failure(() -> client.service("slow").get(100_000))));
        Eventually.await(
                SOON,
                "the call",
                () -> caller.getState() == Thread.State.TIMED_WAITING || caller.getState() == Thread.State.WAITING);
        client.close();
        assertThat(caller.join(SOON)).isTrue();
        assertThat(failures).extracting(FeathersException::kind).containsExactly(ErrorKind.UNAVAILABLE);
        assertThat(client.isConnected()).isFalse();
    }

    @Test
    void events_come_in_order() {
        Client client = client(Way.SOCKET);
        var heard = new CopyOnWriteArrayList<String>();
        for (String event : List.of("created", "patched", "removed", "toggled"))
            client.service("todos")
                    .on(
                            event,
                            (item, context) ->
                                    heard.add(event + " " + object(item).get("done")));
        TypedHandle<Todo> todos = client.service("todos", Todo.class);
        todos.create(new Todo(null, "Write", false));
        todos.call("toggle", new Toggle(1), Todo.class);
        todos.remove(1);
        Eventually.await(SOON, "four events", () -> heard.size() >= 4);
        assertThat(heard).containsExactlyInAnyOrder("created false", "patched true", "toggled true", "removed true");
        assertThat(heard.getFirst()).isEqualTo("created false");
        assertThat(heard.getLast()).isEqualTo("removed true");
    }

    @ParameterizedTest
    @EnumSource
    void a_login_counts_until_the_logout(Way way) {
        Client client = client(way);
        ServiceHandle secret = client.service("secret");
        assertThat(failure(secret::find).kind()).isEqualTo(ErrorKind.NOT_AUTHENTICATED);
        client.service("users").create(ANN);
        FeathersException wrong = failure(() ->
                client.authentication().authenticate("local", Map.of("email", "ann@example.com", "password", "wrong")));
        assertThat(wrong.kind()).isEqualTo(ErrorKind.NOT_AUTHENTICATED);
        Map<String, @Nullable Object> login = client.authentication().authenticate("local", ANN);
        assertThat(object(login.get("user")).get("email")).isEqualTo("ann@example.com");
        assertThat(object(secret.find()).get("email")).isEqualTo("ann@example.com");
        assertThat(client.authentication().logout()).isPresent();
        assertThat(client.authentication().login()).isEmpty();
        assertThat(failure(secret::find).kind()).isEqualTo(ErrorKind.NOT_AUTHENTICATED);
        assertThat(client.authentication().logout()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_logout_counts_also_when_the_token_cannot_be_removed(Way way) {
        Client client = client(way, new TokenStore() {
            @Override
            public @Nullable String load() {
                return null;
            }

            @Override
            public void store(String token) {}

            @Override
            public void remove() {
                throw new IllegalStateException("the disk is full");
            }
        });
        client.service("users").create(ANN);
        client.authentication().authenticate("local", ANN);
        assertThatThrownBy(() -> client.authentication().logout()).hasMessageContaining("the disk is full");
        assertThat(client.authentication().login()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_stored_token_logs_in_again(Way way) {
        TokenStore tokens = TokenStore.inMemory();
        Client first = client(way, tokens);
        assertThat(failure(() -> first.authentication().reAuthenticate()).message())
                .isEqualTo("No accessToken found in storage");
        first.service("users").create(ANN);
        first.authentication().authenticate("local", ANN);
        Client second = client(way, tokens);
        second.authentication().reAuthenticate();
        assertThat(object(second.service("secret").find()).get("email")).isEqualTo("ann@example.com");
        tokens.store("rubbish");
        FeathersException refused = failure(() -> second.authentication().reAuthenticate(true));
        assertThat(refused.kind()).isEqualTo(ErrorKind.NOT_AUTHENTICATED);
        assertThat(tokens.load()).isNull();
    }

    @Test
    void a_client_that_comes_back_is_logged_in_before_its_calls_go_on() {
        Client client = client(Way.SOCKET);
        client.service("users").create(ANN);
        client.authentication().authenticate("local", ANN);
        for (int i = 0; i < 3; i++) {
            var lost = new CopyOnWriteArrayList<String>();
            client.on(new ConnectionListener() {
                @Override
                public void disconnected(String reason) {
                    lost.add(reason);
                }
            });
            proxy().cut();
            Eventually.await(SOON, "the loss", () -> !lost.isEmpty());
            assertThat(object(client.service("secret").find()).get("email")).isEqualTo("ann@example.com");
        }
    }

    @Test
    void a_call_whose_connection_breaks_fails_at_once_and_says_so() throws Exception {
        Client client = client(Way.SOCKET);
        client.service("slow").get(1);
        var failures = new CopyOnWriteArrayList<FeathersException>();
        Thread caller = Thread.ofVirtual()
                .start(() -> failures.add(failure(() -> client.service("slow").get(100_000))));
        Eventually.await(SOON, "the call", () -> caller.getState() == Thread.State.TIMED_WAITING);
        proxy().cut();
        assertThat(caller.join(SOON.minusSeconds(10))).isTrue();
        assertThat(failures).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(error.message()).contains("may have been made or not");
        });
        assertThat(object(client.service("slow").get(1)).get("id")).hasToString("1");
    }

    @Test
    void a_listener_may_make_a_call_while_the_connection_is_lost() throws InterruptedException {
        Client client = client(Way.SOCKET);
        var entered = new CountDownLatch(1);
        var lost = new CountDownLatch(1);
        var answers = new CopyOnWriteArrayList<@Nullable Object>();
        client.service("ticks").on("created", (item, context) -> {
            entered.countDown();
            lost.await();
            answers.add(object(client.service("slow").get(1)).get("id"));
        });
        client.service("slow").get(1);
        place().say(0, 0);
        entered.await();
        proxy().refuse(true);
        proxy().cut();
        Eventually.await(SOON, "the loss", () -> !client.isConnected());
        proxy().refuse(false);
        lost.countDown();
        Eventually.await(SOON, "the answer", () -> !answers.isEmpty());
        assertThat(answers).singleElement().matches(id -> String.valueOf(id).equals("1"));
    }

    @Test
    void a_reconnect_leaves_no_hole_and_repeats_nothing() {
        Client client = client(Way.SOCKET);
        var heard = new CopyOnWriteArrayList<Object>();
        var connections = Collections.synchronizedList(new ArrayList<Boolean>());
        client.on(new ConnectionListener() {
            @Override
            public void connected(boolean recovered) {
                connections.add(recovered);
            }
        });
        client.service("ticks")
                .on(
                        "created",
                        (item, context) -> heard.add(String.valueOf(object(item).get("seq"))));
        client.service("slow").get(1);
        for (int round = 0; round < 4; round++) {
            int from = round * 100;
            place().say(from, from + 20);
            Eventually.await(SOON, "events before the cut", () -> heard.size() >= from + 21);
            proxy().refuse(true);
            proxy().cut();
            place().say(from + 21, from + 99);
            proxy().refuse(false);
            Eventually.await(SOON, "events from " + from, () -> heard.size() >= from + 100);
        }
        assertThat(heard)
                .isEqualTo(IntStream.range(0, 400).mapToObj(Integer::toString).toList());
        assertThat(connections.subList(1, connections.size()))
                .hasSizeGreaterThanOrEqualTo(4)
                .doesNotContain(false);
    }
}
