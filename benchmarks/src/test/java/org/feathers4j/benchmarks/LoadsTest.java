package org.feathers4j.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** Every load gets right answers from both sides, and fails otherwise. How fast is another matter: {@code benchmarks/run} measures. */
@EnabledIf("org.feathers4j.benchmarks.ComparisonTest#hasNode")
class LoadsTest {
    private static final LoadOptions GLANCE = LoadOptions.glance(Path.of("node"));

    private final ByteArrayOutputStream table = new ByteArrayOutputStream();

    private Results measured(Group group) throws IOException {
        var results = new Results();
        Loads.print(group, GLANCE, results, new PrintStream(table, true, StandardCharsets.UTF_8));
        for (String line : results.lines())
            assertThat(table.toString(StandardCharsets.UTF_8)).contains("\n| " + line + " | ");
        return results;
    }

    @Test
    void http_requests_are_answered() throws IOException {
        Results results = measured(new HttpGroup());
        assertThat(results.lines()).containsExactly("GET /todos/1", "GET /todos, 100 records", "POST /todos");
        assertThat(results.quantities()).containsExactly(Quantity.RATE, Quantity.P99, Quantity.CPU, Quantity.MEMORY);
    }

    @Test
    void socket_calls_are_acknowledged_and_everybody_hears() throws IOException {
        Results results = measured(new SocketGroup());
        assertThat(results.lines())
                .containsExactly(
                        "get, acknowledged, 3 clients",
                        "get, acknowledged, 3 clients, each asks 10 things at once",
                        "created, heard by 5 clients")
                .allSatisfy(
                        line -> assertThat(results.cell(line, Quantity.RATE)).isNotEmpty());
    }

    @Test
    void clients_are_connected_and_can_go_on() throws IOException {
        Results results = measured(new ClientsGroup());
        assertThat(results.lines())
                .containsExactly(
                        "connected, 7 clients, without recovery",
                        "created, heard by 5 clients, without recovery",
                        "connected, 7 clients, with recovery",
                        "created, heard by 5 clients, with recovery");
        assertThat(results.cell("connected, 7 clients, with recovery", Quantity.CLIENT))
                .isNotEmpty();
    }

    @Test
    void applications_call_each_other_and_hear_of_each_other() throws IOException {
        Results results = measured(new MeshGroup());
        assertThat(results.lines())
                .containsExactly(
                        "from start to first answer",
                        "get, 4 in flight",
                        "find of 100 records, 4 in flight",
                        "create of 1 KB, 4 in flight",
                        "GET /todos/1 through a gateway",
                        "events to 1 application");
        assertThat(results.cell("get, 4 in flight", Quantity.ECHO)).endsWith(" %");
    }

    @Test
    void applications_that_start_together_see_each_other() throws IOException {
        Results results = measured(new CrowdGroup());
        assertThat(results.lines()).containsExactly("2 applications");
        assertThat(results.quantities()).containsExactly(Quantity.SEEN, Quantity.WORK, Quantity.SENT, Quantity.MEMORY);
    }

    @Test
    void a_server_is_loaded_as_soon_as_it_listens() throws IOException {
        Results results = measured(new WarmGroup());
        assertThat(results.lines())
                .containsExactly(
                        "GET /todos/1, first 0.05 s",
                        "GET /todos/1, first 0.1 s",
                        "GET /todos/1, first 0.3 s",
                        "get over Socket.IO and the mesh, first 0.05 s",
                        "get over Socket.IO and the mesh, first 0.1 s",
                        "get over Socket.IO and the mesh, first 0.3 s");
        assertThat(results.quantities()).contains(Quantity.RATE);
    }

    @Test
    void servers_without_a_framework_give_the_same_answers() throws IOException {
        Results results = measured(new BareGroup());
        assertThat(results.lines()).contains("bare server on Node");
        assertThat(results.quantities()).containsExactly(Quantity.EACH, Quantity.MICROSECONDS);
    }

    @Test
    void applications_at_rest_know_each_other() throws IOException {
        Results results = measured(new IdleGroup());
        assertThat(results.lines()).containsExactly("2 there");
        assertThat(results.quantities()).containsExactly(Quantity.CORE, Quantity.DATAGRAMS, Quantity.MEMORY);
    }
}
