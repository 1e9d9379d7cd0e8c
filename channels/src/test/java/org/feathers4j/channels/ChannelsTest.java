package org.feathers4j.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.Params;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChannelsTest {
    private final Application app = Application.create();
    private final Channels channels = app.configure(Channels.create());
    private final Connection client = new Connection("socketio", Map.of());
    private final Connection other = new Connection("socketio", Map.of());

    @Test
    void all_channels_together_are_an_empty_channel_as_long_as_there_are_none() {
        Channel all = channels.channel(channels.names());
        assertThat(all.join(client).connections()).isEmpty();
        assertThat(all.leave(client).connections()).isEmpty();
        assertThatThrownBy(channels::channel).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_application_has_its_channels_once_whoever_configures_them() {
        assertThat(app.configure(Channels.create(o -> o.queueLimit(5)))).isSameAs(channels);
        assertThatThrownBy(() -> Channels.create(o -> o.queueLimit(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("queueLimit 0");
    }

    @Test
    void who_logs_out_leaves_all_channels_and_may_join_again() {
        channels.channel("a", "b").join(client, other);
        app.emit("logout", Map.of(), Params.empty().with("connection", client), Map.of());
        assertThat(channels.channel("a", "b").connections()).containsExactly(other);
        channels.channel("a").join(client);
        assertThat(channels.channel("a").connections()).containsExactly(other, client);
    }

    @Test
    void a_logout_over_rest_concerns_nobody() {
        channels.channel("a").join(client);
        app.emit("logout", Map.of(), Params.empty(), Map.of());
        app.emit("logout");
        app.emit("disconnect");
        assertThat(channels.channel("a").length()).isEqualTo(1);
    }

    @Test
    void who_has_disconnected_joins_nothing_any_more() {
        channels.channel("a").join(client);
        app.emit("disconnect", client);
        channels.channel("a").join(client, other);
        assertThat(channels.channel("a").connections()).containsExactly(other);
    }

    @Test
    void channels_have_been_left_when_the_application_hears_of_a_disconnect() {
        channels.channel("a").join(client);
        var left = new AtomicBoolean();
        app.on("disconnect", arguments -> left.set(channels.names().isEmpty()));
        app.emit("disconnect", client);
        assertThat(left).isTrue();
    }

    @Test
    void a_channel_that_somebody_kept_while_it_vanished_is_still_the_channel_of_its_name() {
        Channel kept = channels.channel("a").join(client);
        kept.leave(client);
        assertThat(channels.names()).isEmpty();
        Channel made = channels.channel("a");
        assertThat(made).isNotSameAs(kept);
        kept.join(other);
        assertThat(made.connections()).containsExactly(other);
    }

    @Test
    void channels_that_nobody_joined_or_holds_are_forgotten() {
        for (int i = 0; i < 100; i++) channels.channel("room " + i);
        Channel held = channels.channel("held");
        channels.channel("joined").join(client);
        Eventually.await(Patience.ofSeconds(20), "forgotten channels", () -> {
            System.gc();
            return channels.names().size() == 2;
        });
        assertThat(channels.names()).containsExactly("held", "joined");
        assertThat(channels.channel("held")).isSameAs(held);
    }

    @Test
    void a_channel_made_for_one_publication_changes_nothing_else() {
        channels.channel("a").join(client);
        Channel sent = channels.channel("a").send("x").leave(client).join(other).join(other);
        assertThat(sent.connections()).containsExactly(other);
        assertThat(channels.channel("a").connections()).containsExactly(client);
        assertThat(channels.names()).containsExactly("a");
    }

    @Test
    void a_predicate_may_use_the_channels() {
        channels.channel("a").join(client, other);
        channels.channel("a").leave(connection -> {
            channels.channel("b").join(connection);
            return true;
        });
        assertThat(channels.names()).containsExactly("b");
        assertThat(channels.channel("b").length()).isEqualTo(2);
    }

    @Test
    void whoever_joins_last_is_in_while_others_join_leave_and_disconnect() throws InterruptedException {
        var stayers = new ArrayList<Connection>();
        var workers = new ArrayList<Thread>();
        var start = new CountDownLatch(1);
        for (int i = 0; i < 64; i++) {
            var stayer = new Connection("socketio", Map.of());
            stayers.add(stayer);
            workers.add(Thread.ofVirtual().start(() -> mill(start, stayer)));
        }
        var reading = new AtomicBoolean(true);
        Thread reader = Thread.ofPlatform().start(() -> {
            while (reading.get())
                assertThat(channels.channel("busy", "own").connections()).doesNotHaveDuplicates();
        });
        start.countDown();
        for (Thread worker : workers) worker.join();
        reading.set(false);
        reader.join();
        assertThat(channels.channel("busy").connections()).containsExactlyInAnyOrderElementsOf(stayers);
        // the reader may have asked for it again after the last one left, so that it may be listed until it is
        // forgotten
        assertThat(channels.channel("own").connections()).isEmpty();
        stayers.forEach(stayer -> app.emit("disconnect", stayer));
        assertThat(channels.names()).doesNotContain("busy");
    }

    /** Lets the channel become empty again and again, and ends in it. */
    private void mill(CountDownLatch start, Connection stayer) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < 200; i++) {
            channels.channel("busy", "own").join(stayer);
            var passer = new Connection("socketio", Map.of());
            channels.channel("busy").join(passer);
            app.emit("disconnect", passer);
            channels.channel(List.of("own", "busy")).leave(stayer);
        }
        channels.channel("busy").join(stayer);
    }
}
