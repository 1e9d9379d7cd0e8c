package org.feathers4j.server;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.feathers4j.Application;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.transport.QueryLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** Limits that were changed hold, and beyond them the server goes on. */
class LimitsTest {
    private static final String HEAD = " HTTP/1.1\r\nHost: x\r\n";
    private final List<Application> apps = new ArrayList<>();
    private final Gate gate = new Gate();

    private static void small(QueryLimits.Builder queries) {
        queries.maxParameters(3).maxDepth(2).maxListLength(3).maxLength(40);
    }

    @AfterEach
    void close() {
        gate.open.countDown();
        apps.forEach(Application::close);
    }

    private Application app(Consumer<ServerOptions.Builder> options) {
        var app = Application.create();
        apps.add(app);
        app.configure(Server.create(o -> options.accept(o.host("127.0.0.1"))));
        app.use("gate", gate);
        app.use("echo", new Echo(), Echo::options);
        app.use("readonly", new ReadOnly());
        return app.listen(0);
    }

    private static Answer post(Application app, int length) {
        String body = "{\"text\":\"" + "x".repeat(length) + "\"}";
        return RawHttp.post(app.port(), "/echo", body);
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 20 << 20})
    void a_large_body_is_accepted_where_the_limit_allows_it_and_413_elsewhere(int length) {
        Application large = app(o -> o.maxBodyBytes(32 << 20).jsonLimits(l -> l.maxStringLength(32 << 20)));
        Answer accepted = post(large, length);
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(201);
        Object data = Vectors.object(accepted.json()).get("data");
        assertThat(Vectors.object(data).get("text")).asString().hasSize(length);
        Answer refused = post(app(o -> {}), length);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json())
                .isEqualTo(Map.of(
                        "name", "PayloadTooLarge",
                        "message", "request entity too large",
                        "code", 413,
                        "className", "payload-too-large"));
    }

    @Test
    void headers_and_urls_up_to_the_limit_are_read_and_longer_ones_refused() {
        Application app = app(o -> o.maxHeaderBytes(1000).maxUrlLength(100));
        String id = "x".repeat(80);
        assertThat(RawHttp.get(app.port(), "/readonly/" + id).status()).isEqualTo(200);
        assertThat(RawHttp.get(app.port(), "/readonly/" + "x".repeat(200)).status())
                .isEqualTo(414);
        assertThat(RawHttp.request(
                                app.port(),
                                "GET /readonly/1" + HEAD + "X-A: " + "x".repeat(800) + "\r\n\r\n",
                                new byte[0])
                        .status())
                .isEqualTo(200);
        assertThat(RawHttp.request(
                                app.port(),
                                "GET /readonly/1" + HEAD + "X-A: " + "x".repeat(1100) + "\r\n\r\n",
                                new byte[0])
                        .status())
                .isEqualTo(431);
    }

    @Test
    void json_is_read_down_to_the_deepest_level_allowed() {
        Application app = app(o -> o.jsonLimits(l -> l.maxDepth(10)));
        assertThat(RawHttp.post(app.port(), "/echo", "[".repeat(10) + "]".repeat(10))
                        .status())
                .isEqualTo(201);
        Answer refused = RawHttp.post(app.port(), "/echo", "[".repeat(11) + "]".repeat(11));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1&b=2&c=3&d=4",
                "a[b][c][d]=1",
                "a[3]=x",
                "a[99999999999]=x",
                "a=1&a=2&a=3&a=4",
                "a[]=1&a[]=2&a[]=3&a=4",
                "a=1234567890123456789012345678901234567890",
                "=1",
                "__proto__=1",
                "a[__proto__][b]=1"
            })
    void a_query_beyond_a_limit_is_refused_whole(String query) {
        Application app = app(o -> o.queryLimits(LimitsTest::small));
        Answer answer = RawHttp.get(app.port(), "/echo?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(Vectors.object(answer.json())).containsEntry("name", "BadRequest");
    }

    @Test
    void a_query_within_all_limits_is_read() {
        Application app = app(o -> o.queryLimits(LimitsTest::small));
        Answer answer = RawHttp.get(app.port(), "/echo?" + "&".repeat(10) + "a[b][c]=1&d[2]=2&e=3");
        assertThat(Vectors.object(Vectors.object(answer.json()).get("params")).get("query"))
                .isEqualTo(Map.of("a", Map.of("b", Map.of("c", "1")), "d", List.of("2"), "e", "3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thousand&n=none",
                "n[$nin][1000]=keep",
                "n[$ne][1000]=keep",
                "n[$nin][x]=keep",
                "=keep",
                "__proto__=keep",
                "n[__proto__][$ne]=keep"
            })
    void records_are_never_removed_by_a_query_of_which_a_condition_got_lost(String query) {
        Application app = app(o -> {});
        app.use("records", MemoryService.create(o -> o.multi(true).store(List.of(Map.of("id", 1, "n", "keep")))));
        String thousand = IntStream.range(0, 1000).mapToObj(i -> "id=1").collect(Collectors.joining("&"));
        String path = "/records?" + query.replace("thousand", thousand);
        Answer answer = RawHttp.request(app.port(), "DELETE " + path + HEAD + "Connection: close\r\n\r\n", new byte[0]);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat((List<?>) app.service("records").find()).hasSize(1);
    }

    @Test
    void a_deep_condition_counts() {
        Application app = app(o -> {});
        var records = List.<Map<String, @Nullable Object>>of(
                Map.of("id", 1, "name", "Alice"), Map.of("id", 2, "name", "Bob"));
        app.use("records", MemoryService.create(o -> o.multi(true).store(records)));
        String query = "$and[0][$or][0][name][$nin][0]=Alice";
        Answer answer = RawHttp.request(
                app.port(), "DELETE /records?" + query + HEAD + "Connection: close\r\n\r\n", new byte[0]);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(app.service("records").find()).isEqualTo(List.of(Map.of("id", 1, "name", "Alice")));
    }

    @Test
    void connections_beyond_the_limit_are_closed_until_there_is_room() {
        Application app = app(o -> o.maxConnections(2));
        var first = new RawHttp(app.port());
        try (var second = new RawHttp(app.port())) {
            for (RawHttp http : List.of(first, second)) {
                http.send("GET /readonly/1" + HEAD + "\r\n");
                assertThat(http.answer().status()).isEqualTo(200);
            }
            try (var third = new RawHttp(app.port())) {
                assertThat(third.isClosedByServer()).isTrue();
            }
            first.close();
            Eventually.await(ofSeconds(20), "room again", () -> isServed(app));
            second.send("GET /readonly/1" + HEAD + "\r\n");
            assertThat(second.answer().status()).isEqualTo(200);
        }
    }

    private static boolean isServed(Application app) {
        try {
            return RawHttp.get(app.port(), "/readonly/1").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void slow_calls_below_the_limit_do_not_hold_up_quick_ones() throws Exception {
        // only the number of calls is limited, however long they wait for a processor
        Application app = app(o -> o.maxCallsInFlight(500).maxStartDelay(Duration.ZERO));
        List<RawHttp> slow = slowCalls(app, 400);
        assertThat(quickCalls(app, 20, 50)).isZero();
        finish(slow);
    }

    @Test
    void beyond_the_limit_everybody_is_told_so_at_once_and_who_tries_again_gets_through() throws Exception {
        Application app =
                app(o -> o.maxCallsInFlight(20).maxStartDelay(Duration.ZERO).bodyTimeout(ofSeconds(300)));
        List<RawHttp> slow = slowCalls(app, 20);
        for (int i = 0; i < 20; i++) {
            Answer refused = RawHttp.get(app.port(), "/readonly/1");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Vectors.object(refused.json())).containsEntry("name", "Unavailable");
        }
        try (var half = new Halves(app.port(), 10)) {
            finish(slow);
            // more clients than calls allowed, and 10 of them with half a request: all others get all their answers
            quickCalls(app, 40, 50);
            half.finish();
        }
    }

    /** Requests of which the second half is missing. */
    private static final class Halves implements AutoCloseable {
        private final List<RawHttp> all = new ArrayList<>();

        Halves(int port, int count) {
            for (int i = 0; i < count; i++) {
                var http = new RawHttp(port);
                http.send("POST /echo" + HEAD + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{");
                all.add(http);
            }
        }

        void finish() {
            for (RawHttp http : all) {
                http.send("}");
                assertThat(http.answer().status()).isEqualTo(201);
            }
        }

        @Override
        public void close() {
            all.forEach(RawHttp::close);
        }
    }

    private List<RawHttp> slowCalls(Application app, int count) {
        var slow = new ArrayList<RawHttp>();
        for (int i = 0; i < count; i++) {
            var http = new RawHttp(app.port());
            http.send("GET /gate/" + i + HEAD + "\r\n");
            slow.add(http);
        }
        gate.awaitCallers(count);
        return slow;
    }

    private void finish(List<RawHttp> slow) {
        gate.open.countDown();
        for (RawHttp http : slow) {
            assertThat(http.answer().status()).isEqualTo(200);
            http.close();
        }
    }

    /** Clients that ask until each has so many good answers; the number of 503 that they got besides. */
    private static int quickCalls(Application app, int clients, int each) throws Exception {
        var refusals = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < clients; i++) all.add(threads.submit(() -> quickCalls(app.port(), each, refusals)));
            for (Future<?> one : all) one.get();
        }
        return refusals.get();
    }

    private static void quickCalls(int port, int count, AtomicInteger refusals) {
        try (var http = new RawHttp(port)) {
            for (int done = 0; done < count; ) {
                http.send("GET /readonly/1" + HEAD + "\r\n");
                int status = http.answer().status();
                assertThat(status).isIn(200, 503);
                if (status == 200) done++;
                else refusals.incrementAndGet();
            }
        }
    }
}
