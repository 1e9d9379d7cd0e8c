package org.feathers4j.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.Test;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SocketsTest {
    private final Application app = Application.create();
    private final AtomicInteger encoded = new AtomicInteger();
    private final Sockets<String> sockets = Sockets.of(app, publication -> {
        encoded.incrementAndGet();
        return publication.name() + " " + publication.payload();
    });
    private final Channels channels = app.configure(Channels.create());
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Connection connection = new Connection("socketio", Map.of());
    private final FakeSocket<String> socket = new FakeSocket<>();

    SocketsTest() {
        app.on("connection", args -> heard.add("connection"));
        app.on("disconnect", args -> heard.add("disconnect"));
    }

    private FakeSocket<String> enter(Connection entering) {
        var its = new FakeSocket<String>();
        sockets.add(entering, its);
        assertThat(sockets.admit(entering)).isTrue();
        return its;
    }

    @Test
    void the_application_hears_who_comes_and_who_goes() {
        sockets.add(connection, socket);
        assertThat(heard).isEmpty();
        assertThat(sockets.admit(connection)).isTrue();
        assertThat(heard).containsExactly("connection");
        assertThat(sockets.count()).isEqualTo(1);
        sockets.closed(connection);
        assertThat(heard).containsExactly("connection", "disconnect");
        assertThat(sockets.count()).isZero();
        sockets.closed(connection);
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
        sockets.add(connection, socket);
        assertThatThrownBy(() -> sockets.admit(connection))
                .isInstanceOfSatisfying(
                        FeathersException.class,
                        e -> assertThat(Sockets.refusal(e))
                                .isEqualTo(Map.of(
                                        "message", "jwt malformed", "data", Map.of("name", "JsonWebTokenError"))));
        sockets.closed(connection);
        assertThat(heard).isEmpty();
        assertThat(sockets.count()).isZero();
    }

    @Test
    void who_is_refused_at_a_later_gate_leaves_what_the_earlier_have_let_him_into() {
        app.gate(entering -> channels.channel("members").join(entering));
        app.gate(entering -> {
            throw new IllegalStateException("on purpose");
        });
        sockets.add(connection, socket);
        assertThatThrownBy(() -> sockets.admit(connection)).isInstanceOf(FeathersException.class);
        assertThat(channels.channel("members").connections()).isEmpty();
    }

    @Test
    void who_goes_while_he_enters_is_heard_of_in_order() throws InterruptedException {
        var inside = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        app.gate(entering -> {
            inside.countDown();
            gone.await();
        });
        sockets.add(connection, socket);
        Thread entering = Thread.ofVirtual().start(() -> {
            if (!sockets.admit(connection)) heard.add("not let in");
        });
        inside.await();
        sockets.closed(connection);
        assertThat(heard).isEmpty();
        gone.countDown();
        entering.join();
        assertThat(heard).containsExactly("connection", "disconnect", "not let in");
    }

    @Test
    void the_application_may_close_a_connection() {
        sockets.add(connection, socket);
        sockets.admit(connection);
        app.emit("disconnect", connection);
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void a_payload_is_encoded_once_for_all_and_not_at_all_for_nobody() {
        var published = new AtomicInteger();
        channels.deliveries(publication -> published.incrementAndGet());
        channels.publish((item, context) -> channels.channel("all"));
        app.use("things", new Things());
        var foreign = new Connection("elsewhere", Map.of());
        channels.channel("all").join(foreign);
        app.service("things").create(Map.of("a", 1));
        Eventually.await(ofSeconds(5), "the first event", () -> published.get() == 1);
        assertThat(encoded).hasValue(0);
        List<FakeSocket<String>> all = Stream.generate(this::member).limit(3).toList();
        app.service("things").create(Map.of("a", 2));
        Eventually.await(ofSeconds(5), "the second event", () -> published.get() == 2);
        assertThat(all).allSatisfy(one -> assertThat(one.taken()).containsExactly("things created {a=2, id=2}"));
        assertThat(encoded).hasValue(1);
    }

    private FakeSocket<String> member() {
        var member = new Connection("socketio", Map.of());
        channels.channel("all").join(member);
        return enter(member);
    }
}
