package org.feathers4j.interop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.core.http.HttpConnection;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.channels.Channels;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.socketioserver.ForceClose;
import org.feathers4j.sse.Sse;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code EventSource} in a real browser, logged in by a ticket. */
class EventSourceTest {
    private static final Duration TIMEOUT = Patience.ofSeconds(60);

    private final Application app = Application.create();
    private final List<HttpConnection> streams = new CopyOnWriteArrayList<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private static @Nullable PeerProcess browser;

    @BeforeAll
    static void launch() {
        NodeModules.require();
        BrowserTest.requireChromium();
        browser = new PeerProcess(
                "the browser",
                new ProcessBuilder("node", "browser.mjs")
                        .directory(NodeModules.clients().toFile()));
    }

    @AfterAll
    static void quit() {
        if (browser == null) return;
        ask("exit");
        browser.awaitEnd();
    }

    @AfterEach
    void close() {
        app.close();
    }

    private static @Nullable Object ask(String command, Object... members) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("cmd", command);
        for (int i = 0; i < members.length; i += 2) line.put(String.valueOf(members[i]), members[i + 1]);
        PeerProcess asked = Objects.requireNonNull(browser);
        Map<String, @Nullable Object> reply = asked.ask(line, TIMEOUT);
        if (reply.containsKey("error")) throw asked.complaint(line + " failed: " + reply.get("error"), null);
        return reply.get("result");
    }

    private static void await(String selector, String text) {
        ask("await", "tab", "feed", "selector", selector, "text", text);
    }

    private String start() {
        Server server = app.configure(Server.create(o -> o.host("127.0.0.1")));
        server.use("/events", ctx -> {
            if (ctx.request().path().equals("/events"))
                streams.add(ctx.request().connection());
            ctx.next();
        });
        server.web()
                .get("/page")
                .handler(ctx -> ctx.response()
                        .putHeader("content-type", "text/html; charset=utf-8")
                        .sendFile(NodeModules.clients().resolve("sse.html").toString()));
        app.configure(Sse.create(o -> o.retry(Duration.ofMillis(100))));
        app.use("users", MemoryService.create());
        app.service("users").create(Map.of("id", 1));
        AuthenticationService authentication = AuthenticationService.create(
                app,
                o -> o.secret("the secret of this test, long enough for HS256")
                        .entity("user", "users")
                        .strategy("jwt", new JwtStrategy()));
        app.use("authentication", authentication);
        Channels channels = app.configure(Channels.create());
        app.on("connection", args -> {
            var connection = (Connection) args[0];
            connections.add(connection);
            if (connection.get("user") != null) channels.channel("users").join(connection);
        });
        channels.publish((item, context) -> channels.channel("users"));
        app.use("todos", MemoryService.create());
        app.listen(0);
        return authentication.createAccessToken(Map.of(), Map.of("subject", "1"));
    }

    @Test
    void it_resumes_after_its_connection_was_cut_and_closes_when_it_is_sent_away() {
        String token = start();
        ask("open", "tab", "feed", "url", OfficialClients.url(app.port()) + "/page#" + token);
        await("#state", "opened 1");
        app.service("todos").create(Map.of("text", "one"));
        await("li", "one");
        ForceClose.now(streams.getFirst());
        app.service("todos").create(Map.of("text", "two"));
        await("#state", "opened 2");
        app.service("todos").create(Map.of("text", "three"));
        await("li", "three");
        assertThat(ask("texts", "tab", "feed", "selector", "li"))
                .isEqualTo(
                        List.of("events connected", "todos created one", "todos created two", "todos created three"));
        assertThat(connections).hasSize(1);
        // its ticket is used up, so it does not come back by itself
        app.emit("disconnect", connections.getFirst());
        await("#state", "closed");
    }
}
