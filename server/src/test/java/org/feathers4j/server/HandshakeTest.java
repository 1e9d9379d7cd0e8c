package org.feathers4j.server;

import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawWebSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client says in its handshake but in headers, which browsers cannot send with a WebSocket: {@code auth} and the query. */
class HandshakeTest {
    private final Application app = Application.create();

    @BeforeEach
    void listen() {
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.gate(HandshakeTest::needTenant);
        app.use("seen", (Service.Finds) HandshakeTest::seen);
        app.service("seen")
                .hooks(h -> h.before(context -> {
                    if (context.params().get("connection") instanceof Connection connection)
                        context.params(context.params()
                                .with("nickname", connection.auth().get("nickname")));
                }));
        app.listen(0);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private static void needTenant(Connection connection) {
        if (!connection.query().containsKey("tenant")) throw FeathersException.forbidden("Say for which tenant");
        if (!"right".equals(connection.auth().get("key"))) throw FeathersException.forbidden("Not with this key");
        connection.set("tenant", connection.query().get("tenant"));
    }

    private static Map<String, @Nullable Object> seen(Params params) {
        return Map.of(
                "nickname", params.get("nickname"),
                "tenant", params.get("tenant"),
                "query", params.query(),
                "hasAuth", params.has("auth"),
                "connection", Json.text(params.get("connection")));
    }

    private String enter(String query, String auth) {
        try (var client = new RawWebSocket(app.port(), "/socket.io/?EIO=4&transport=websocket" + query)) {
            client.handshake();
            client.text("40" + auth);
            String answer = client.next();
            if (answer.startsWith("44")) return answer;
            client.text("420[\"find\",\"seen\",{\"a\":1}]");
            return client.next();
        }
    }

    @Test
    void gates_and_hooks_see_both() {
        String answer = enter("&tenant=acme%20inc", "{\"key\":\"right\",\"nickname\":[\"ann\",{\"a\":null}]}");
        assertThat(answer).startsWith("430[null,");
        Map<?, ?> seen =
                Vectors.object(Vectors.list(Json.parse(answer.substring(3))).get(1));
        assertThat(seen.get("nickname")).isEqualTo(Json.parse("[\"ann\",{\"a\":null}]"));
        assertThat(seen.get("tenant")).isEqualTo("acme inc");
    }

    @Test
    void neither_gets_into_the_params_or_what_is_shown_of_a_connection() {
        String answer = enter("&tenant=acme&secret=confidential", "{\"key\":\"right\",\"nickname\":\"ann\"}");
        Map<?, ?> seen =
                Vectors.object(Vectors.list(Json.parse(answer.substring(3))).get(1));
        assertThat(seen.get("query")).isEqualTo(Map.of("a", 1));
        assertThat(seen.get("hasAuth")).isEqualTo(false);
        assertThat(String.valueOf(seen.get("connection"))).contains("acme").doesNotContain("confidential", "right");
    }

    @Test
    void gates_refuse_by_both() {
        assertThat(enter("", "{\"key\":\"right\"}")).isEqualTo("44{\"message\":\"Say for which tenant\"}");
        for (String auth : List.of("", "{}", "{\"key\":\"wrong\"}"))
            assertThat(enter("&tenant=acme", auth)).isEqualTo("44{\"message\":\"Not with this key\"}");
    }
}
