package org.feathers4j.socketioserver;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.testrules.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** A client that polls, one request at a time unless told otherwise. */
public final class Polling {
    private final SocketIoServer io;
    private final int port;
    private final String path;
    public final Map<?, ?> handshake;

    Polling(EchoServer server) {
        this(server.port(), server.io);
    }

    /** @param io has the session */
    public Polling(int port, SocketIoServer io) {
        this.io = io;
        this.port = port;
        Answer answer = RawHttp.get(port, "/socket.io/?EIO=4&transport=polling");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("0");
        handshake = RawHttp.object(Json.parse(answer.body().substring(1)));
        path = "/socket.io/?EIO=4&transport=polling&sid=" + handshake.get("sid");
    }

    /** A client in the main namespace, which has heard all that is said there at first. */
    static Polling connected(EchoServer server) {
        var client = new Polling(server);
        assertThat(client.post("40").body()).isEqualTo("ok");
        String heard = "";
        while (!heard.contains("42[\"auth\"")) heard = client.poll().body();
        return client;
    }

    public String sid() {
        return String.valueOf(handshake.get("sid"));
    }

    public Answer poll() {
        return RawHttp.get(port, path);
    }

    /** A poll that the server has received, and whose answer is not awaited yet. */
    public RawHttp pollWaiting() {
        RawHttp http = pollLater();
        Eventually.await(ofSeconds(20), "the poll", this::isPolled);
        return http;
    }

    /** A poll whose answer is not awaited yet. */
    public RawHttp pollLater() {
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

    public Answer post(String body) {
        return RawHttp.post(port, path, body);
    }

    /** The beginning of a post whose body takes its time. */
    public RawHttp postSlowly(int length) {
        var http = new RawHttp(port);
        http.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
        return http;
    }

    public RawWebSocket webSocket() {
        return new RawWebSocket(port, "/socket.io/?EIO=4&transport=websocket&sid=" + sid());
    }

    public boolean isGone() {
        Answer answer = poll();
        return answer.status() == 400 && answer.body().equals("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }
}
