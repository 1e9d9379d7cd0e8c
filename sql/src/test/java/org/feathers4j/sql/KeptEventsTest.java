package org.feathers4j.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Listeners with a name, over a file of SQLite; {@link PostgresKeptEventsTest} has the other database. */
class KeptEventsTest {
    /** Both databases have this test; {@code ./verify --long} has more of it. */
    private static final int KILLS = Integer.getInteger("events.kills", 1);

    private static final Duration SOON = Patience.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<Application> apps = new CopyOnWriteArrayList<>();
    private final List<Object> heard = new CopyOnWriteArrayList<>();

    String url() {
        return "sqlite:" + folder.resolve("todos.db");
    }

    @BeforeEach
    void makeTable() {
        try (SqlDatabase database = SqlDatabase.open(url())) {
            TestDatabases.table(database, "todos", "text varchar(20)");
            for (var each : List.of("feathers_events", "feathers_event_heads", "feathers_listeners"))
                TestDatabases.by(database, dsl -> dsl.execute("DROP TABLE IF EXISTS " + each));
        }
    }

    @AfterEach
    void close() {
        apps.forEach(Application::close);
    }

    /** An application over the same table, as another process has it. */
    private ServiceHandle todos() {
        Application app = Application.create();
        app.configure(SqlDatabase.open(url()));
        app.use(
                "todos",
                SqlService.create(o -> o.table("todos").keepsEvents(true).multi(true)));
        apps.add(app);
        return app.service("todos");
    }

    private static void make(ServiceHandle todos, int first, int count) {
        for (int i = first; i < first + count; i++) todos.create(Map.of("text", "todo " + i));
    }

    private void hear(@Nullable Object item) {
        heard.add(((Map<?, ?>) Objects.requireNonNull(item)).get("text"));
    }

    private static List<Object> texts(int count) {
        return IntStream.range(0, count).<Object>mapToObj(i -> "todo " + i).toList();
    }

    private void awaitHeard(int count) {
        Eventually.await(SOON, count + " events, not " + heard, () -> heard.size() >= count);
    }

    @Test
    void a_listener_hears_everything_in_order_also_what_happened_while_it_was_away() {
        ServiceHandle first = todos();
        first.on("created", "mailer", (item, context) -> hear(item));
        first.app().setup();
        make(first, 0, 5);
        awaitHeard(5);
        first.app().close();

        ServiceHandle writer = todos();
        writer.app().setup();
        make(writer, 5, 200);

        ServiceHandle again = todos();
        again.on("created", "mailer", (item, context) -> hear(item));
        again.app().setup();
        make(writer, 205, 5);
        awaitHeard(210);
        assertThat(heard).isEqualTo(texts(210));
    }

    @Test
    void a_new_name_begins_with_what_happens_from_now_on() {
        ServiceHandle todos = todos();
        todos.app().setup();
        make(todos, 0, 3);
        todos.on("created", "late", (item, context) -> hear(item));
        make(todos, 3, 2);
        awaitHeard(2);
        assertThat(heard).containsExactly("todo 3", "todo 4");
    }

    @Test
    void an_event_whose_listener_throws_comes_again_before_the_next_one() {
        var failures = new AtomicInteger(2);
        ServiceHandle todos = todos();
        todos.on("created", "moody", (item, context) -> {
            hear(item);
            if (failures.getAndDecrement() > 0) throw new IllegalStateException("not in the mood");
        });
        todos.app().setup();
        make(todos, 0, 2);
        awaitHeard(4);
        assertThat(heard).containsExactly("todo 0", "todo 0", "todo 0", "todo 1");
    }

    @Test
    void what_was_rolled_back_is_never_heard() {
        ServiceHandle todos = todos();
        todos.on("created", "mailer", (item, context) -> hear(item));
        todos.app().setup();
        SqlDatabase database = todos.app().plugin(SqlDatabase.class).orElseThrow();
        assertThatThrownBy(() -> database.transaction(params -> {
                    todos.create(Map.of("text", "never"), params);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        make(todos, 0, 1);
        awaitHeard(1);
        assertThat(heard).containsExactly("todo 0");
    }

    @Test
    void each_kind_of_event_is_kept() {
        ServiceHandle todos = todos();
        for (String event : List.of("created", "updated", "patched", "removed"))
            todos.on(event, "audit", (item, context) -> {
                synchronized (heard) {
                    heard.add(event);
                }
            });
        todos.app().setup();
        todos.create(Map.of("text", "a"));
        todos.update(1, Map.of("text", "b"));
        todos.patch(1, Map.of("text", "c"));
        todos.remove(1);
        awaitHeard(4);
        assertThat(heard).containsExactlyInAnyOrder("created", "updated", "patched", "removed");
    }

    @Test
    void of_two_applications_that_listen_under_one_name_one_hears_at_a_time() {
        ServiceHandle one = todos();
        ServiceHandle two = todos();
        one.on("created", "mailer", (item, context) -> hear(item));
        one.app().setup();
        two.on("created", "mailer", (item, context) -> hear(item));
        two.app().setup();
        make(one, 0, 20);
        awaitHeard(20);
        one.app().close();
        make(two, 20, 20);
        awaitHeard(40);
        assertThat(heard).isEqualTo(texts(40));
    }

    @Test
    void events_of_many_writers_are_heard_in_the_order_of_their_commits_and_none_is_lost() throws InterruptedException {
        ServiceHandle todos = todos();
        var ids = new CopyOnWriteArrayList<Integer>();
        todos.on(
                "created",
                "counter",
                (item, context) -> ids.add((Integer) ((Map<?, ?>) Objects.requireNonNull(item)).get("id")));
        todos.app().setup();
        var writers = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(() -> make(todos, i * 25, 25)))
                .toList();
        for (Thread writer : writers) writer.join();
        Eventually.await(SOON, "200 events", () -> ids.size() >= 200);
        assertThat(ids).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void nothing_acknowledged_is_lost_when_writers_and_listeners_are_killed() throws IOException {
        var acknowledged = new ArrayList<String>();
        var heardOutside = new ArrayList<String>();
        ServiceHandle here = todos();
        here.on("created", "mailer", (item, context) -> {}); // so that the name is known before the first write
        here.app().setup();
        here.app().close();
        for (int round = 0; round < KILLS; round++) {
            try (var listener = CrashingProcess.listener(url());
                    var writer = CrashingProcess.writer(url(), 1000 * round)) {
                Eventually.await(
                        SOON,
                        "both at work",
                        () -> listener.lines().size() > 5 && writer.lines().size() > 50);
                writer.kill();
                listener.kill();
                acknowledged.addAll(writer.lines());
                heardOutside.addAll(listener.lines());
            }
        }
        ServiceHandle rest = todos();
        rest.on("created", "mailer", (item, context) -> hear(item));
        rest.app().setup();
        int known = new LinkedHashSet<>(heardOutside).size();
        Eventually.await(SOON, "the rest", () -> {
            var all = new LinkedHashSet<Object>(heardOutside);
            all.addAll(heard);
            return all.containsAll(acknowledged);
        });
        var inOrder = new LinkedHashSet<Object>(heardOutside);
        inOrder.addAll(heard);
        assertThat(known).isPositive();
        assertThat(inOrder).isSubsetOf(storedTexts(rest)).containsAll(acknowledged);
        assertThat(List.copyOf(inOrder)).isSortedAccordingTo(Comparator.comparingInt(KeptEventsTest::number));
    }

    private static int number(Object text) {
        return Integer.parseInt(text.toString().substring(5));
    }

    private static List<Object> storedTexts(ServiceHandle todos) {
        return ((List<?>) Objects.requireNonNull(todos.find()))
                .stream().<Object>map(item -> ((Map<?, ?>) item).get("text")).toList();
    }

    @Test
    void a_listener_with_a_name_needs_a_service_that_keeps_events() {
        Application app = Application.create();
        apps.add(app);
        app.configure(SqlDatabase.open(url()));
        app.use("todos", SqlService.create(o -> o.table("todos")));
        app.use("times", Service.find(params -> List.of()));
        assertThatThrownBy(() -> app.service("todos").on("created", "mailer", (item, context) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keepsEvents(true)");
        assertThatThrownBy(() -> app.service("times").on("created", "mailer", (item, context) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Service 'times' keeps no events");
    }
}
