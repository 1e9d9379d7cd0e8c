package org.feathers4j.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.channels.Channels;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The official browser client, from the files of its npm package, in a real browser; our server serves the files, too. */
class BrowserTest {
    private static final Duration TIMEOUT = Patience.ofSeconds(60);

    private final Application app = Application.create();
    private static @Nullable PeerProcess browser;

    @BeforeAll
    static void launch() {
        NodeModules.require();
        requireChromium();
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

    @BeforeEach
    void start() {
        Path folder = NodeModules.clients();
        Server server = app.configure(Server.create(o -> o.host("127.0.0.1")));
        server.use(
                "/modules",
                StaticHandler.create(
                        FileSystemAccess.ROOT, folder.resolve("node_modules").toString()));
        server.web()
                .get("/page")
                .handler(ctx -> ctx.response()
                        .putHeader("content-type", "text/html; charset=utf-8")
                        .sendFile(folder.resolve("page.html").toString()));
        Channels channels = app.configure(Channels.create());
        app.on("connection", args -> channels.channel("everybody").join((Connection) args[0]));
        channels.publish((item, context) -> channels.channel("everybody"));
        app.use("todos", MemoryService.create());
        app.listen(0);
    }

    static void requireChromium() {
        if (chromium().isPresent()) return;
        String sentence = "The test with a browser needs 'chromium' (Debian package chromium) at /usr/bin/chromium.";
        if ("true".equals(System.getenv("CI"))) throw new AssertionError(sentence);
        Assumptions.abort(sentence);
    }

    private static Optional<Path> chromium() {
        return Stream.of(Path.of("/usr/bin/chromium"))
                .filter(Files::isExecutable)
                .findFirst();
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

    @ParameterizedTest
    @ValueSource(strings = {"", "?transport=websocket", "?transport=polling"})
    void a_todo_made_in_one_tab_appears_in_the_other(String transport) {
        app.service("todos").create(Map.of("text", "Made before"));
        String url = OfficialClients.url(app.port()) + "/page" + transport;
        for (String tab : List.of("one", "two")) ask("open", "tab", tab, "url", url);
        for (String tab : List.of("one", "two")) {
            ask("await", "tab", tab, "selector", "#state", "text", "connected");
            assertThat(ask("texts", "tab", tab, "selector", "li")).isEqualTo(List.of("Made before"));
        }
        ask("fill", "tab", "one", "selector", "#text", "text", "Seen in both");
        ask("click", "tab", "one", "selector", "#add");
        for (String tab : List.of("two", "one")) ask("await", "tab", tab, "selector", "li", "text", "Seen in both");
        assertThat(ask("texts", "tab", "two", "selector", "li")).isEqualTo(List.of("Made before", "Seen in both"));
    }
}
