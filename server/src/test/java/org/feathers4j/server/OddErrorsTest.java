package org.feathers4j.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.socketioserver.RawWebSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Errors with codes of successes, and with data that are no JSON. */
class OddErrorsTest {
    private final Application app = Application.create();
    private final Server server = app.configure(Server.create(o -> o.host("127.0.0.1")));

    @AfterEach
    void close() {
        app.close();
    }

    private Answer answerTo(FeathersException error) {
        app.use("s", (Service.Gets) (id, params) -> {
            throw error;
        });
        app.listen(0);
        return RawHttp.get(app.port(), "/s/1");
    }

    private static Map<String, @Nullable Object> json(Answer answer) {
        return Vectors.object(answer.json());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 204, 304, 399, 600})
    void an_error_with_the_code_of_a_success_is_no_success(int code) {
        Answer answer = answerTo(FeathersException.named("Odd", code, "odd", "It failed"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(json(answer)).containsEntry("name", "Odd").containsEntry("message", "It failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void a_handler_that_fails_with_the_code_of_a_success_has_failed(int code) {
        server.use(ctx -> ctx.fail(code));
        app.listen(0);
        Answer answer = RawHttp.get(app.port(), "/");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(json(answer)).containsEntry("name", "HttpError");
    }

    @Test
    void an_error_whose_data_are_no_json_stays_the_error_that_it_is() {
        var circle = new ArrayList<Object>();
        circle.add(circle);
        var data = new LinkedHashMap<String, Object>();
        data.put("circle", circle);
        Answer answer = answerTo(
                FeathersException.badRequest("Too round").withData(data).withErrors(Map.of("a", "b")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer))
                .containsEntry("name", "BadRequest")
                .containsEntry("message", "Too round")
                .containsEntry("errors", Map.of("a", "b"))
                .doesNotContainKey("data");
    }

    @Test
    void a_form_of_errors_that_is_no_json_gives_way_to_the_usual_one() {
        var own = Application.create();
        try {
            own.configure(Server.create(o ->
                    o.host("127.0.0.1").rest(r -> r.errorBody(error -> new Object[] {new Thread()}))));
            own.listen(0);
            Answer answer = RawHttp.get(own.port(), "/nowhere");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(json(answer)).containsEntry("name", "NotFound");
        } finally {
            own.close();
        }
    }

    @Test
    void a_client_of_a_socket_gets_the_error_without_what_is_no_json() {
        var circle = new ArrayList<Object>();
        circle.add(circle);
        app.use("s", (Service.Gets) (id, params) -> {
            throw FeathersException.badRequest("Too round").withData(List.of(circle));
        });
        app.listen(0);
        try (var client = RawWebSocket.connected(app.port())) {
            client.text("421[\"get\",\"s\",1]");
            assertThat(client.next()).startsWith("431").contains("BadRequest").contains("Too round");
        }
    }
}
