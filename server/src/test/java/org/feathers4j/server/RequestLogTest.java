package org.feathers4j.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.RequestLog;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawWebSocket;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** What the request log says of clients over REST and sockets. */
class RequestLogTest {
    private final Application app = Application.create();

    @RegisterExtension
    private final LogRecording log = new LogRecording(RequestLog.class.getName());

    private final Server server = app.configure(Server.create(o -> o.host("127.0.0.1")));

    @BeforeEach
    void start() {
        app.configure(RequestLog.create());
        app.use("todos", (Service.Gets) (id, params) -> {
            if (id.text().equals("0")) throw FeathersException.forbidden("Not this one");
            return Map.of("id", id.value());
        });
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private List<String> lines() {
        return log.messages(Level.INFO).stream()
                .map(line -> line.replaceAll("in \\d+ ms", "in T ms"))
                .toList();
    }

    private void assertLines(String... lines) {
        Eventually.await(ofSeconds(20), "the lines", () -> lines().size() >= lines.length);
        // a line follows its answer, so the line of the next request may overtake it
        assertThat(lines()).containsExactlyInAnyOrder(lines);
    }

    @Test
    void each_request_is_a_line_also_one_that_reaches_no_service_and_never_with_its_query() {
        app.listen(0);
        RawHttp.get(app.port(), "/todos/1?token=s3cret");
        RawHttp.get(app.port(), "/todos/0");
        RawHttp.get(app.port(), "/nowhere?password=s3cret");
        RawHttp.post(app.port(), "/todos", "{\"password\":\"s3cret\"}");
        assertLines(
                "rest GET /todos/1 from 127.0.0.1: 200 in T ms",
                "rest GET /todos/0 from 127.0.0.1: 403 in T ms",
                "rest GET /nowhere from 127.0.0.1: 404 in T ms",
                "rest POST /todos from 127.0.0.1: 405 in T ms");
    }

    @Test
    void what_handlers_answer_is_a_line_too() {
        server.use("/health", ctx -> ctx.end("well"));
        app.listen(0);
        RawHttp.get(app.port(), "/health");
        RawHttp.get(app.port(), "/todos/1");
        RawHttp.get(app.port(), "/nowhere");
        assertLines(
                "rest GET /health from 127.0.0.1: 200 in T ms",
                "rest GET /todos/1 from 127.0.0.1: 200 in T ms",
                "rest GET /nowhere from 127.0.0.1: 404 in T ms");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_client_that_leaves_before_its_answer_is_a_line_too(boolean middleware) throws IOException {
        var asked = new CountDownLatch(1);
        var result = new CompletableFuture<Map<String, Object>>();
        app.use("slow", (Service.Gets) (id, params) -> {
            asked.countDown();
            return result.join();
        });
        if (middleware) server.use("/health", ctx -> ctx.end("well"));
        app.listen(0);
        try (var client = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
            client.getOutputStream()
                    .write("GET /slow/1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Eventually.await(ofSeconds(20), "the call", () -> asked.getCount() == 0);
        }
        assertLines("rest GET /slow/1 from 127.0.0.1: 499 in T ms");
        result.complete(Map.of());
    }

    @Test
    void calls_over_sockets_are_lines_which_no_client_can_break() {
        app.listen(0);
        try (var client = RawWebSocket.connected(app.port())) {
            call(client, "[\"get\",\"todos\",1,{\"token\":\"s3cret\"}]");
            call(client, "[\"get\",\"todos\",0]");
            call(client, "[\"get\",\"no\\nINFO where\"]");
        }
        assertLines(
                "socketio get todos from 127.0.0.1: 200 in T ms",
                "socketio get todos from 127.0.0.1: 403 in T ms",
                "socketio get no?INFO where from 127.0.0.1: 404 in T ms");
    }

    private static void call(RawWebSocket client, String arguments) {
        client.text("420" + arguments);
        assertThat(client.next()).startsWith("430");
    }
}
