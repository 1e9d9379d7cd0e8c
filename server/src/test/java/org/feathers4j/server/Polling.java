package org.feathers4j.server;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.feathers4j.json.Json;
import org.feathers4j.server.RawHttp.Answer;
import org.feathers4j.testrules.Eventually;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

/** A client that polls, one request at a time unless told otherwise. */
final class Polling {
    private final SocketIoServer io;
    private final int port;
    private final String path;
    final Map<?, ?> handshake;

    Polling(SocketHouse house) {
        this(house.port(), house.io);
    }

    /** @param io has the session */
    Polling(int port, SocketIoServer io) {
        this.io = io;
        this.port = port;
        Answer answer = RawHttp.get(port, "/socket.io/?EIO=4&transport=polling");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("0");
        handshake = RawHttp.object(Json.parse(answer.body().substring(1)));
        path = "/socket.io/?EIO=4&transport=polling&sid=" + handshake.get("sid");
    }

    /** A client in the main namespace, which has heard all that is said there at first. */
    static Polling connected(SocketHouse house) {
        var client = new Polling(house);
        assertThat(client.post("40").body()).isEqualTo("ok");
        String heard = "";
        while (!heard.contains("42[\"auth\"")) heard = client.poll().body();
        return client;
    }

    String sid() {
        return String.valueOf(handshake.get("sid"));
    }

    Answer poll() {
        return RawHttp.get(port, path);
    }

    /** A poll that the server knows of, and whose answer nobody waits for yet. */
    RawHttp pollWaiting() {
        RawHttp http = pollLater();
        Eventually.await(ofSeconds(5), "the poll", this::isPolled);
        return http;
    }

    /** A poll whose answer nobody waits for yet. */
    RawHttp pollLater() {
        var http = new RawHttp(port);
        http.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        return http;
    }

    private boolean isPolled() {
        SocketSession session = Objects.requireNonNull(io.session(sid()));
        var polled = new CompletableFuture<Boolean>();
        session.loop().later(() -> polled.complete(session.isPolled()));
        return polled.join();
    }

    Answer post(String body) {
        return RawHttp.post(port, path, body);
    }

    /** The beginning of a post whose body takes its time. */
    RawHttp postSlowly(int length) {
        var http = new RawHttp(port);
        http.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
        return http;
    }

    RawWebSocket webSocket() {
        return new RawWebSocket(port, "/socket.io/?EIO=4&transport=websocket&sid=" + sid());
    }

    boolean isGone() {
        Answer answer = poll();
        return answer.status() == 400 && answer.body().equals("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }
}
