package org.feathers4j.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.feathers4j.examples.demo.Demo;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo as a person sees it: its processes, its pages in a real browser. The parts of the story follow one another. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoPageTest {
    private static final Duration TIMEOUT = Patience.ofSeconds(60);
    private static final Duration START = Duration.ofMinutes(5);
    private static final String PAGE = "http://127.0.0.1:3030/";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static @Nullable Process demo;
    private static @Nullable PeerProcess browser;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        NodeModules.require();
        BrowserTest.requireChromium();
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Demo.class.getName())
                .directory(ROOT.toFile())
                .redirectOutput(folder.resolve("demo.log").toFile())
                .redirectErrorStream(true);
        command.environment().put("DATABASE_URL", "sqlite:" + folder.resolve("todos.db"));
        demo = command.start();
        browser = new PeerProcess(
                "the browser",
                new ProcessBuilder("node", "browser.mjs")
                        .directory(NodeModules.clients().toFile()));
        Path log = folder.resolve("demo.log");
        try {
            Process starting = demo;
            Eventually.await(START, "the demo", () -> said(log, "found each other") || !starting.isAlive());
            assertThat(starting.isAlive()).isTrue();
        } catch (AssertionError e) {
            throw new AssertionError("The demo has said no more than " + Files.readString(log), e);
        }
    }

    private static boolean said(Path log, String words) {
        try {
            return Files.readString(log).contains(words);
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (browser != null) {
            ask("exit");
            browser.awaitEnd();
        }
        if (demo == null) return;
        demo.destroy(); // which ends its parts
        if (!demo.waitFor(60, TimeUnit.SECONDS)) {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
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

    private static void await(String tab, String selector, String text) {
        ask("await", "tab", tab, "selector", selector, "text", text);
    }

    private static void click(String tab, String selector) {
        ask("click", "tab", tab, "selector", selector);
    }

    private static List<?> texts(String tab, String selector) {
        return (List<?>) Objects.requireNonNull(ask("texts", "tab", tab, "selector", selector));
    }

    private static void open(String tab, String url) {
        ask("open", "tab", tab, "url", url);
    }

    @Test
    @Order(1)
    void strangers_are_refused_and_the_guest_is_let_in() {
        open("one", PAGE);
        await("one", "#state", "live");
        click("one", "#intrude");
        await("one", "#refused", "401 NotAuthenticated");
        ask("fill", "tab", "one", "selector", "#password", "text", "wrong");
        click("one", "#login button:not(.second)");
        await("one", "#trouble", "Invalid login");
        assertThat(ask("violations", "tab", "one")).isEqualTo(List.of());
        ask("fill", "tab", "one", "selector", "#password", "text", "guest");
        click("one", "#login button:not(.second)");
        await("one", "#list li", "Kill a replica");
    }

    @Test
    @Order(2)
    void what_one_tab_does_the_other_sees() {
        open("two", PAGE);
        await("two", "#list li", "Kill a replica");
        ask("fill", "tab", "one", "selector", "#text", "text", "Seen in both");
        click("one", "#new button");
        await("two", "#list li", "Seen in both");
        click("two", "li:has-text('Seen in both') .edit");
        ask("fill", "tab", "two", "selector", "input.change", "text", "Changed in two");
        ask("keys", "tab", "two", "keys", List.of("Enter"));
        await("one", "#list li", "Changed in two");
        click("one", "li:has-text('Changed in two') input");
        await("two", "#list li.done", "Changed in two");
        click("two", "li:has-text('Changed in two') .remove");
        Eventually.await(
                TIMEOUT,
                "the removal",
                () -> texts("one", "#list label").stream().noneMatch("Changed in two"::equals));
    }

    @Test
    @Order(3)
    void a_killed_replica_costs_no_request() {
        for (int port : List.of(3031, 3032)) {
            String button = "#process-" + port;
            await("one", button, "Kill");
            click("one", button);
            await("one", "li.down", "Replica " + port);
            long before = number("#requests");
            ask("fill", "tab", "one", "selector", "#text", "text", "Without " + port);
            click("one", "#new button");
            await("two", "#list li", "Without " + port);
            Eventually.await(TIMEOUT, "more requests", () -> number("#requests") > before + 10);
            click("one", button);
            await("one", "li.up", "Replica " + port);
            Eventually.await(
                    TIMEOUT,
                    "answers of " + port,
                    () -> Objects.equals(replicaOfNext("From " + port), List.of(String.valueOf(port))));
        }
        assertThat(ask("attribute", "tab", "one", "selector", "#failed", "name", "title"))
                .isNull();
        assertThat(number("#failed")).isZero();
    }

    private static List<?> replicaOfNext(String text) {
        if (texts("one", "#list label").contains(text)) {
            click("one", "li:has-text('%s') .remove".formatted(text));
            Eventually.await(
                    TIMEOUT, "the removal", () -> !texts("one", "#list label").contains(text));
        }
        ask("fill", "tab", "one", "selector", "#text", "text", text);
        click("one", "#new button");
        await("one", "#list li", text);
        return texts("one", "li:has-text('%s') .badge".formatted(text));
    }

    private static long number(String selector) {
        return Long.parseLong(String.valueOf(texts("one", selector).getFirst()).replace(",", ""));
    }

    @Test
    @Order(4)
    void java_and_node_answer_in_turn() {
        var languages = new LinkedHashSet<String>();
        Eventually.await(TIMEOUT, "tips of Java and Node", () -> {
            click("one", "#tip");
            await("one", "#tip-by", " ");
            languages.add(String.valueOf(texts("one", "#tip-by").getFirst()).split(" ", -1)[0]);
            return languages.size() == 2;
        });
        assertThat(languages).containsExactlyInAnyOrder("Java", "Node");
    }

    @Test
    @Order(5)
    void everything_can_be_done_with_the_keyboard() {
        click("two", "#logout");
        await("two", "#entrance-title", "Who are you?");
        assertThat(ask("focused", "tab", "two")).isEqualTo("E-mail address");
        ask("keys", "tab", "two", "keys", List.of("Tab", "Tab", "Enter"));
        await("two", "#list li", "Kill a replica");
        Eventually.await(TIMEOUT, "the focus", () -> "What is to be done?".equals(ask("focused", "tab", "two")));
        ask("type", "tab", "two", "text", "By keyboard");
        ask("keys", "tab", "two", "keys", List.of("Enter"));
        await("two", "#list li", "By keyboard");
        ask("keys", "tab", "two", "keys", List.of("Tab", "Tab"));
        assertThat(String.valueOf(ask("focused", "tab", "two"))).isEqualTo("Open this page in a second tab");
        ask("keys", "tab", "two", "keys", List.of("Space"));
        await("one", "#list li.done", "Open this page in a second tab");
    }

    @Test
    @Order(6)
    void the_page_is_accessible_and_fits_a_phone() {
        for (String scheme : List.of("light", "dark")) {
            device("one", 1100, scheme);
            assertThat(ask("violations", "tab", "one")).as(scheme).isEqualTo(List.of());
            device("one", 360, scheme);
            assertThat(ask("overflow", "tab", "one")).as(scheme).isEqualTo(0);
        }
    }

    @Test
    @Order(7)
    void the_mesh_is_shown_as_a_graph_and_as_a_list_java_and_node_alike() {
        open("mesh", PAGE + "mesh");
        await("mesh", "#summary", "6 applications");
        assertThat(texts("mesh", "#self").toString()).contains("gateway");
        for (String view : List.of("graph", "list")) {
            click("mesh", "[data-view=" + view + "]");
            String shown = texts("mesh", "#" + view).toString();
            assertThat(shown).as(view).contains("todos", "tips", "demo", "Node", "Java");
            for (String scheme : List.of("light", "dark")) {
                device("mesh", 1100, scheme);
                assertThat(ask("violations", "tab", "mesh"))
                        .as("%s %s", view, scheme)
                        .isEqualTo(List.of());
                device("mesh", 360, scheme);
                assertThat(ask("overflow", "tab", "mesh"))
                        .as("%s %s", view, scheme)
                        .isEqualTo(0);
            }
        }
    }

    @Test
    @Order(8)
    void a_user_who_signs_up_is_in_and_an_address_is_taken_once() {
        open("new", PAGE);
        await("new", "#list li", "Kill a replica");
        click("new", "#logout");
        await("new", "#entrance-title", "Who are you?");
        ask("fill", "tab", "new", "selector", "#email", "text", "ada@example.com");
        ask("fill", "tab", "new", "selector", "#password", "text", "countess");
        click("new", "#signup");
        await("new", "#list li", "Kill a replica");
        click("new", "#logout");
        click("new", "#signup");
        await("new", "#trouble", "'email' already exists");
    }

    /** With {@code -Dscreenshots=folder} it also shows what it sees. */
    private static void device(String tab, int width, String scheme) {
        ask("device", "tab", tab, "width", width, "height", 800, "scheme", scheme);
        String folder = System.getProperty("screenshots");
        if (folder != null)
            ask("screenshot", "tab", tab, "path", "%s/%s-%d-%s.png".formatted(folder, tab, width, scheme));
    }
}
