package org.feathers4j.cote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StaleSubscriberDetectorTest {
    private final Map<String, Integer> connections = new HashMap<>();
    private final List<Node> callers = new ArrayList<>();
    private final StaleSubscriberDetector watch = new StaleSubscriberDetector(() -> connections);

    private static long at(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static Node caller(String address, int heardAt) {
        var hello = new Hello("p", "i" + address, "h", false, false, -1, new Advertisement(Map.of()), "");
        return new Node(hello, address, at(heardAt));
    }

    private boolean due(int seconds) {
        return watch.shouldRenew(callers, at(seconds));
    }

    @Test
    void who_is_connected_needs_nothing() {
        callers.add(caller("a", 100));
        connections.put("a", 1);
        for (int i = 0; i < 100; i++) assertThat(due(i)).isFalse();
    }

    @Test
    void who_says_hello_but_does_not_connect_is_called_after_some_seconds() {
        callers.add(caller("a", 4));
        for (int i = 0; i < 5; i++) assertThat(due(i)).as("at %d", i).isFalse();
        assertThat(due(5)).isTrue();
        assertThat(due(6)).as("once is enough for now").isFalse();
    }

    @Test
    void who_was_not_heard_since_is_probably_dead() {
        callers.add(caller("a", 0));
        for (int i = 1; i < 100; i++) assertThat(due(i)).isFalse();
    }

    @Test
    void two_on_one_host_must_both_be_connected() {
        callers.addAll(List.of(caller("a", 4), caller("a", 4)));
        connections.put("a", 1);
        due(0);
        assertThat(due(5)).isTrue();
        connections.put("a", 2);
        assertThat(due(60)).isFalse();
    }

    @Test
    void calling_in_vain_becomes_rare() {
        var calls = new ArrayList<Integer>();
        for (int i = 0; i < 1000; i++) {
            callers.clear();
            callers.add(caller("a", i));
            if (due(i)) calls.add(i);
        }
        assertThat(calls).startsWith(5, 15, 35, 75, 155, 315).hasSizeLessThan(9);
    }

    @Test
    void patience_begins_anew_for_who_was_connected_meanwhile() {
        callers.add(caller("a", 50));
        due(0);
        connections.put("a", 1);
        due(3);
        connections.clear();
        assertThat(due(6)).isFalse();
        assertThat(due(10)).isFalse();
        assertThat(due(11)).isTrue();
    }
}
