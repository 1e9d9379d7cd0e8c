package org.feathers4j.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

import org.feathers4j.Application;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

/**
 * A server as the published protocol suites expect it: it greets everybody with {@code auth}, echoes {@code message} and {@code message-with-ack}, and has a
 * namespace {@code /custom}. Remembers who came and went.
 */
final class SocketHouse implements AutoCloseable {
    final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    final Queue<String> reasons = new ConcurrentLinkedQueue<>();
    final Queue<List<@Nullable Object>> heard = new ConcurrentLinkedQueue<>();
    final Server server;
    private final Application app = Application.create();

    SocketHouse() {
        this(s -> s);
    }

    /** Whose clients soon have to show that they are there. */
    static SocketHouse impatient() {
        return new SocketHouse(s -> s.withPingInterval(ofMillis(300)).withPingTimeout(ofMillis(200)));
    }

    SocketHouse(UnaryOperator<SocketOptions> options) {
        this(options, o -> o);
    }

    SocketHouse(UnaryOperator<SocketOptions> options, UnaryOperator<ServerOptions> http) {
        server = app.configure(Server.create(
                o -> http.apply(o.withHost("127.0.0.1").withEventLoops(2).withSockets(options))));
        server.sockets().of("/", this::welcome).of("/custom", this::welcome);
        server.sockets().of("/closed", request -> request.refuse("Nobody gets in", List.of(1, 2)));
        app.use("readonly", new ReadOnly());
        app.listen(0);
    }

    private void welcome(SocketRequest request) {
        Socket socket = request.socket();
        socket.send(SocketFrame.eventIn(socket.namespace(), "auth", request.auth()));
        request.accept(new Guest(socket));
        sockets.add(socket);
    }

    private final class Guest implements SocketListener {
        private final Socket socket;

        Guest(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void event(String name, List<@Nullable Object> args, @Nullable SocketAck ack) {
            var all = new ArrayList<@Nullable Object>();
            all.add(name);
            all.addAll(args);
            heard.add(all);
            if (ack != null) ack.send(args);
            else if (name.equals("leave")) socket.disconnect();
            else if (name.equals("end")) socket.close();
            else socket.send(SocketFrame.eventIn(socket.namespace(), name + "-back", args.toArray()));
        }

        @Override
        public void disconnected(String reason) {
            reasons.add(reason);
        }
    }

    int port() {
        return app.port();
    }

    void awaitReason(String reason) {
        Eventually.await(ofSeconds(5), "a socket to leave: " + reason, () -> reasons.contains(reason));
    }

    void awaitEmpty() {
        Eventually.await(ofSeconds(5), "all to be gone", () -> server.sockets().count() == 0);
    }

    @Override
    public void close() {
        app.close();
    }
}
