package org.feathers4j;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListenersTest {
    private final Listeners<Runnable> listeners = new Listeners<>();
    private final List<String> heard = new ArrayList<>();

    @Test
    void listeners_hear_their_event_in_the_order_of_registration() {
        listeners.add("created", () -> heard.add("one"));
        listeners.add("created", () -> heard.add("two"));
        listeners.add("removed", () -> heard.add("other"));
        listeners.emit("created", Runnable::run);
        assertThat(heard).containsExactly("one", "two");
    }

    @Test
    void nobody_hears_what_nobody_listens_to() {
        assertThat(listeners.isEmpty("created")).isTrue();
        listeners.emit("created", Runnable::run);
        Registration registration = listeners.add("created", () -> heard.add("one"));
        assertThat(listeners.isEmpty("created")).isFalse();
        registration.remove();
        assertThat(listeners.isEmpty("created")).isTrue();
    }

    @Test
    void a_listener_that_fails_harms_nobody() {
        listeners.add("created", () -> {
            throw new IllegalStateException("expected by the test");
        });
        listeners.add("created", () -> heard.add("two"));
        listeners.emit("created", Runnable::run);
        assertThat(heard).containsExactly("two");
    }

    @Test
    void removing_twice_does_not_remove_another_registration_of_the_same_listener() {
        Runnable listener = () -> heard.add("one");
        Registration first = listeners.add("created", listener);
        listeners.add("created", listener);
        first.remove();
        first.remove();
        listeners.emit("created", Runnable::run);
        assertThat(heard).containsExactly("one");
    }

    @Test
    void a_listener_may_take_itself_away() {
        var registration = new ArrayList<Registration>();
        registration.add(listeners.add("created", () -> {
            heard.add("once");
            registration.getFirst().remove();
        }));
        listeners.emit("created", Runnable::run);
        listeners.emit("created", Runnable::run);
        assertThat(heard).containsExactly("once");
    }

    @Test
    void an_interrupted_listener_leaves_the_thread_interrupted() {
        listeners.add("created", () -> heard.add("one"));
        listeners.emit("created", listener -> {
            throw new InterruptedException();
        });
        assertThat(Thread.interrupted()).isTrue();
    }
}
