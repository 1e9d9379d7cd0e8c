package org.feathers4j.cote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NodeTableTest {
    private static final String RESPONDER = "feathers services responder";
    private static final String SUBSCRIBER = "feathers services subscriber";

    private final NodeTable table =
            new NodeTable(Duration.ofSeconds(30), Duration.ofSeconds(1), 4, Set.of(RESPONDER, SUBSCRIBER));
    private int seconds;

    @Test
    void an_unknown_node_is_added_once() {
        assertThat(hear("a", 0)).containsExactly("added a");
        assertThat(hear("a", 0)).isEmpty();
        assertThat(hear("b", 0)).containsExactly("added b");
    }

    @Test
    void a_silent_node_is_removed() {
        hear("a", 0);
        hear("b", 0);
        assertThat(passes(20)).isEmpty();
        hear("b", 0);
        assertThat(passes(10)).isEmpty();
        assertThat(passes(1)).containsExactly("removed a");
        assertThat(passes(18)).isEmpty();
        assertThat(passes(2)).containsExactly("removed b");
        assertThat(hear("a", 0)).containsExactly("added a");
    }

    @Test
    void a_silent_component_of_an_application_that_is_heard_has_twice_the_time() {
        apply(component("events", "feathers services events publisher"));
        apply(component("responder", RESPONDER));
        passes(29);
        apply(component("responder", RESPONDER));
        assertThat(passes(29)).isEmpty();
        apply(component("responder", RESPONDER));
        assertThat(passes(3)).containsExactly("removed events");
        assertThat(passes(28)).containsExactly("silent app-1");
    }

    @Test
    void a_silent_application_is_asked_once_and_its_answer_counts_as_a_hello_of_all_components() {
        apply(component("responder", RESPONDER));
        apply(component("subscriber", SUBSCRIBER));
        hear("stranger", 0);
        assertThat(passes(32)).containsExactly("removed stranger", "silent app-1");
        assertThat(asked(true)).isEmpty();
        assertThat(passes(30)).isEmpty();
        assertThat(passes(5)).containsExactly("silent app-1");
    }

    @Test
    void a_silent_application_that_gives_no_sign_of_life_is_gone() {
        apply(component("responder", RESPONDER));
        apply(component("subscriber", SUBSCRIBER));
        passes(33);
        assertThat(asked(false)).containsExactly("removed responder", "removed subscriber");
        assertThat(apply(component("responder", RESPONDER))).containsExactly("added responder");
        assertThat(passes(31)).containsExactly("silent app-1");
    }

    @Test
    void a_silent_application_that_is_heard_before_it_answers_stays() {
        apply(component("responder", RESPONDER));
        apply(component("subscriber", SUBSCRIBER));
        passes(33);
        apply(component("responder", RESPONDER));
        assertThat(asked(false)).isEmpty();
    }

    private List<String> asked(boolean answered) {
        return described(table.apply(new NodeSignal.Asked("app-1", answered, now())));
    }

    private static Hello component(String iid, String name) {
        var members = new LinkedHashMap<String, @Nullable Object>(Map.of("name", name, "appUuid", "app-1"));
        return new Hello("process", iid, "host", false, false, -1, new Advertisement(members), "test");
    }

    @Test
    void a_node_that_says_something_else_is_updated() {
        hear("a", 8000);
        assertThat(hear("a", 8001)).containsExactly("updated a");
        assertThat(hear("a", 8001)).isEmpty();
    }

    @Test
    void another_process_at_the_same_port_means_that_the_first_one_is_gone() {
        hear("a", 8000);
        hear("b", 8001);
        assertThat(hear("c", 8000)).containsExactly("removed a", "added c");
    }

    @Test
    void a_node_that_listens_at_another_port_now_is_gone_by_that_of_another_process_and_not_by_its_former_one() {
        hear("a", 8000);
        assertThat(hear("a", 8001)).containsExactly("updated a");
        assertThat(hear("b", 8000)).containsExactly("added b");
        assertThat(hear("c", 8001)).containsExactly("removed a", "added c");
        assertThat(passes(30)).isEmpty();
        assertThat(passes(1)).containsExactly("removed b", "removed c");
        assertThat(hear("d", 8000)).containsExactly("added d");
    }

    @Test
    void another_component_of_the_same_process_at_the_same_port_means_nothing() {
        apply(hello("process", "a", 8000));
        assertThat(apply(hello("process", "b", 8000))).containsExactly("added b");
    }

    @Test
    void another_application_of_the_same_process_at_the_same_port_means_that_the_first_one_is_gone() {
        apply(listening("app-1", "a"));
        assertThat(apply(listening("app-1", "b"))).containsExactly("added b");
        assertThat(apply(listening("app-2", "c"))).containsExactly("removed a", "removed b", "added c");
    }

    private static Hello listening(String app, String iid) {
        var members = new LinkedHashMap<String, @Nullable Object>(Map.of("name", "x", "appUuid", app, "port", 8000));
        return new Hello("process", iid, "host", false, false, -1, new Advertisement(members), "test");
    }

    @Test
    void a_full_table_takes_no_more() {
        for (String iid : List.of("a", "b", "c", "d")) hear(iid, 0);
        assertThat(hear("e", 0)).containsExactly("refused e");
        assertThat(hear("a", 0)).isEmpty();
        assertThat(table.nodes()).hasSize(4);
    }

    @Test
    void nobody_is_blamed_for_the_time_that_we_slept_through() {
        hear("a", 0);
        passes(20);
        seconds += 600;
        assertThat(passes(1)).isEmpty();
        assertThat(passes(12)).containsExactly("removed a");
    }

    private List<String> hear(String iid, int port) {
        return apply(hello("process of " + iid, iid, port));
    }

    private List<String> apply(Hello hello) {
        return described(table.apply(new NodeSignal.Heard(hello, "10.0.0.1", now())));
    }

    /** Time passes, with a tick every second. */
    private List<String> passes(int count) {
        var effects = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            seconds++;
            effects.addAll(described(table.apply(new NodeSignal.Tick(now()))));
        }
        return effects;
    }

    private long now() {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static List<String> described(List<NodeEffect> effects) {
        return effects.stream().map(NodeTableTest::described).toList();
    }

    private static String described(NodeEffect effect) {
        return switch (effect) {
            case NodeEffect.Added(Node node) -> "added " + node.iid();
            case NodeEffect.Updated(Node before, Node now) -> "updated " + now.iid();
            case NodeEffect.Removed(Node node) -> "removed " + node.iid();
            case NodeEffect.Silent(String app) -> "silent " + app;
            case NodeEffect.Refused(Node node) -> "refused " + node.iid();
        };
    }

    private static Hello hello(String pid, String iid, int port) {
        var members = new LinkedHashMap<String, @Nullable Object>(Map.of("name", "x"));
        if (port > 0) members.put("port", port);
        return new Hello(pid, iid, "host", false, false, -1, new Advertisement(members), "test");
    }
}
