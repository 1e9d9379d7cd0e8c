package org.feathers4j.server;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.transport.RouterOptions;
import org.feathers4j.transport.SocketCalls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A query that loses a condition on its way removes records that were not meant. */
class QueryLossTest {
    private final Application app = Application.create();

    @BeforeEach
    void listen() {
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        List<Map<String, @Nullable Object>> people = List.of(
                Map.of("id", 1, "name", "Alice", "done", "true"),
                Map.of("id", 2, "name", "Bob", "done", "false"),
                Map.of("id", 3, "name", "keep", "done", "false"));
        app.use("people", MemoryService.create(o -> o.multi(true).store(people)));
        app.listen(0);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Answer delete(String query) {
        return RawHttp.request(
                app.port(),
                "DELETE /people?" + query + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                new byte[0]);
    }

    private List<@Nullable Object> names() {
        return Vectors.list(app.service("people").find()).stream()
                .<@Nullable Object>map(person -> Vectors.object(person).get("name"))
                .toList();
    }

    @Test
    void empty_pieces_in_front_of_a_condition_do_not_push_it_out() {
        assertThat(delete("&".repeat(1000) + "done=true").status()).isEqualTo(200);
        assertThat(names()).containsExactly("Bob", "keep");
    }

    @Test
    void a_condition_deep_inside_is_the_same_as_over_a_socket() {
        assertThat(delete("$and[0][$or][0][name][$nin][0]=Alice").status()).isEqualTo(200);
        assertThat(names()).containsExactly("Alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name[$nin][1000]=keep",
                "name[$nin][99999999999]=keep",
                "name[$nin][-1]=keep",
                "name[$nin][x]=keep",
                "name[$nin][0]=keep&name[$nin][x]=keep",
                "name[$ne][$in]=keep",
                "name[$ne][1000]=keep",
                "name[$ne]=keep&name[$ne]=Bob",
                "name[$nin][0][$ne]=keep",
                "__proto__[name]=Alice",
                "$and[0][__proto__]=Alice",
                "=Alice"
            })
    void what_can_not_be_understood_removes_nothing(String query) {
        assertThat(delete(query).status()).isEqualTo(400);
        assertThat(names()).hasSize(3);
    }

    @Test
    void conditions_beyond_the_limits_remove_nothing() {
        assertThat(delete("done=false&".repeat(1000) + "name=Bob").status()).isEqualTo(400);
        assertThat(delete("$or[0]" + "[$or][0]".repeat(40) + "[name]=Bob").status())
                .isEqualTo(400);
        assertThat(names()).hasSize(3);
    }

    @Test
    void the_limits_hold_over_sockets() {
        var calls = SocketCalls.of(app, RouterOptions.DEFAULT);
        var connection = new Connection("socketio", Map.of());
        var deep = new LinkedHashMap<String, @Nullable Object>(Map.of("name", "Bob"));
        Map<String, @Nullable Object> query = deep;
        for (int i = 0; i < 40; i++) query = Map.of("$or", List.of(query));
        var many = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i <= 1000; i++) many.put("name" + i, null);
        List<Integer> longList = IntStream.range(0, 1001).boxed().toList();
        for (Map<String, ?> refused : List.of(
                query,
                many,
                Map.of("id", Map.of("$nin", longList)),
                Map.of("name", "x".repeat(110_000)),
                Map.of("__proto__", Map.of("name", "Bob")))) {
            Object error = calls.answer(connection, "remove", Arrays.asList("people", (@Nullable Object) null, refused))
                    .getFirst();
            assertThat(Vectors.object(error)).containsEntry("code", 400);
        }
        assertThat(app.service("people").get(Id.of(2), Params.empty())).isNotNull();
    }
}
