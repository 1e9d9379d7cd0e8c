package org.feathers4j.socketioserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;

import static java.time.Duration.ofMillis;
import static org.feathers4j.testrules.Patience.ofSeconds;

/**
 * A server as the published protocol suites expect it: it greets each client with {@code auth}, echoes {@code message} and {@code message-with-ack}, and has a
 * namespace {@code /custom}. Remembers who came and went.
 */
final class EchoServer implements AutoCloseable {
    /** Verticles that ask for the same negative port share one. */
    private static final int FREE_PORT = -1;

    final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    final Queue<String> reasons = new ConcurrentLinkedQueue<>();
    final Queue<List<@Nullable Object>> heard = new ConcurrentLinkedQueue<>();
    final SocketIoServer io;
    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private volatile int port;

    EchoServer() {
        this(s -> {});
    }

    /** Whose clients soon have to show that they are there; those that do have the time that a busy machine takes. */
    static EchoServer impatient() {
        return new EchoServer(s -> s.pingInterval(ofMillis(300)).pingTimeout(ofSeconds(2)));
    }

    EchoServer(Consumer<SocketOptions.Builder> options) {
        this(SocketIoServer.create(options));
        io.of("/", this::welcome).of("/custom", this::welcome);
        io.of("/closed", request -> request.refuse("Nobody gets in", List.of(1, 2)));
    }

    EchoServer(SocketIoServer io) {
        this.io = io;
        await(vertx.deployVerticle(Loop::new, new DeploymentOptions().setInstances(2)));
    }

    /** With a handler for the main namespace in place of the echo. */
    static EchoServer of(SocketHandler handler) {
        return new EchoServer(SocketIoServer.create().of("/", handler));
    }

    /** There are two of them, of which connections get one in turn. */
    private final class Loop extends VerticleBase {
        private @Nullable HttpServer server;

        @Override
        public Future<?> start() {
            HttpServer listening =
                    vertx.createHttpServer(io.httpOptions()).requestHandler(io.before(EchoServer::other));
            server = listening;
            return listening.listen(FREE_PORT, "127.0.0.1").onSuccess(bound -> port = bound.actualPort());
        }

        /** Requests under way, polls for instance, are answered. */
        @Override
        public Future<?> stop() {
            return server == null ? Future.succeededFuture() : server.shutdown(10, TimeUnit.SECONDS);
        }
    }

    private static void other(HttpServerRequest request) {
        request.response()
                .setStatusCode(request.path().equals("/readonly/1") ? 200 : 404)
                .end();
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
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
        return port;
    }

    void awaitReason(String reason) {
        Eventually.await(ofSeconds(20), "a socket to leave: " + reason, () -> reasons.contains(reason));
    }

    void awaitEmpty() {
        Eventually.await(ofSeconds(30), "all to be gone", () -> io.count() == 0);
    }

    @Override
    public void close() {
        io.close();
        await(vertx.close());
    }
}
