package org.feathers4j.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConnectionsTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final Application app = Application.create();
    private final AtomicInteger encoded = new AtomicInteger();
    private final Connections<String> connections = Connections.of(app, publication -> {
        encoded.incrementAndGet();
        return publication.name() + " " + publication.payload();
    });
    private final Channels channels = app.configure(Channels.create());
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Connection connection = new Connection("socketio", Map.of());

    ConnectionsTest() {
        app.on("connection", args -> heard.add("connection"));
        app.on("disconnect", args -> heard.add("disconnect"));
    }

    private FakeRecipient<String> enter(Connection entering) {
        var its = new FakeRecipient<String>();
        connections.enter(entering, its);
        return its;
    }

    @Test
    void the_application_hears_who_comes_and_who_goes() {
        enter(connection);
        assertThat(heard).containsExactly("connection");
        assertThat(connections.count()).isEqualTo(1);
        connections.left(connection);
        assertThat(heard).containsExactly("connection", "disconnect");
        assertThat(connections.count()).isZero();
        connections.left(connection);
        assertThat(heard).hasSize(2);
    }

    @Test
    void a_gate_attaches_what_it_likes() {
        app.gate(entering -> entering.set("tenant", "acme"));
        enter(connection);
        assertThat(connection.get("tenant")).isEqualTo("acme");
    }

    @Test
    void who_is_refused_at_the_first_gate_was_never_there() {
        app.gate(entering -> {
            throw FeathersException.of(ErrorKind.NOT_AUTHENTICATED, "jwt malformed")
                    .withData(Map.of("name", "JsonWebTokenError"));
        });
        assertThatThrownBy(() -> enter(connection))
                .isInstanceOfSatisfying(
                        FeathersException.class,
                        e -> assertThat(e.data()).isEqualTo(Map.of("name", "JsonWebTokenError")))
                .hasMessage("jwt malformed");
        connections.left(connection);
        assertThat(heard).isEmpty();
        assertThat(connections.count()).isZero();
    }

    @Test
    void who_is_refused_at_a_later_gate_leaves_what_the_earlier_have_let_him_into() {
        app.gate(entering -> channels.channel("members").join(entering));
        app.gate(entering -> {
            throw new IllegalStateException("on purpose");
        });
        assertThatThrownBy(() -> enter(connection)).isInstanceOf(FeathersException.class);
        assertThat(channels.channel("members").connections()).isEmpty();
    }

    @Test
    void the_application_may_close_a_connection() {
        FakeRecipient<String> client = enter(connection);
        app.emit("disconnect", connection);
        assertThat(client.isClosed()).isTrue();
        assertThat(connections.count()).as("until the client has gone").isEqualTo(1);
    }

    @Test
    void a_payload_is_encoded_once_for_all_and_not_at_all_for_nobody() {
        var published = new AtomicInteger();
        channels.onPublication(publication -> published.incrementAndGet());
        channels.publish((item, context) -> channels.channel("all"));
        app.use("things", new Things());
        var foreign = new Connection("elsewhere", Map.of());
        channels.channel("all").join(foreign);
        app.service("things").create(Map.of("a", 1));
        Eventually.await(SOON, "the first event", () -> published.get() == 1);
        assertThat(encoded).hasValue(0);
        List<FakeRecipient<String>> all = Stream.generate(this::member).limit(3).toList();
        app.service("things").create(Map.of("a", 2));
        Eventually.await(SOON, "the second event", () -> published.get() == 2);
        assertThat(all).allSatisfy(one -> assertThat(one.taken()).containsExactly("things created {a=2, id=2}"));
        assertThat(encoded).hasValue(1);
    }

    private FakeRecipient<String> member() {
        var member = new Connection("socketio", Map.of());
        channels.channel("all").join(member);
        return enter(member);
    }
}
