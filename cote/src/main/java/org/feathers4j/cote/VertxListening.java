package org.feathers4j.cote;

import java.io.IOException;
import java.net.BindException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds free ports and listens there. Belongs to the loop.
 *
 * <p>The search begins anywhere in the range, so that a restarted process gets other ports than before and no peer mistakes a dead connection
 * to its predecessor, or a port that belonged to another process a moment ago, for this one.
 */
final class VertxListening {
    private static final Logger log = LoggerFactory.getLogger(VertxListening.class);
    private static final String ANY_ADDRESS = "0.0.0.0"; // IPv4 only, as axon

    private final Vertx vertx;
    private final Function<@Nullable MeshSecret, NetServerOptions> options;
    // Vert.x shares a port among the servers of one instance instead of refusing it
    private final Set<Integer> taken = new HashSet<>();

    /** @param options of servers for peers who know a secret, or for anybody */
    VertxListening(Vertx vertx, Function<@Nullable MeshSecret, NetServerOptions> options) {
        this.vertx = vertx;
        this.options = options;
    }

    void listen(
            PortRange ports, @Nullable MeshSecret secret, WireAcceptor acceptor, CompletableFuture<WireServer> bound) {
        int first = ThreadLocalRandom.current().nextInt(ports.size());
        tryPort(ports, first, 0, null, options.apply(secret), acceptor, bound);
    }

    /** @param refusal of the port before; null when this is the first one */
    private void tryPort(
            PortRange ports,
            int first,
            int tried,
            @Nullable Throwable refusal,
            NetServerOptions options,
            WireAcceptor acceptor,
            CompletableFuture<WireServer> bound) {
        int next = tried;
        while (next < ports.size() && taken.contains(port(ports, first, next))) next++;
        if (next == ports.size()) {
            var none =
                    new BindException("No free TCP port between %d and %d".formatted(ports.lowest(), ports.highest()));
            bound.completeExceptionally(refusal == null ? none : none.initCause(refusal));
            return;
        }
        int attempt = next;
        int port = port(ports, first, attempt);
        if (port != 0) taken.add(port);
        var server = vertx.createNetServer(options);
        server.connectHandler(socket -> {
            if (!VertxWire.open(socket, acceptor)) log.debug("A connection to port {} broke while it began", port);
        });
        server.exceptionHandler(error -> log.debug("A connection to port {} failed: {}", port, error.toString()));
        server.listen(port, ANY_ADDRESS).onComplete(result -> {
            if (result.succeeded()) {
                bound.complete(listening(server));
                return;
            }
            taken.remove(port);
            Throwable cause = Objects.requireNonNull(result.cause());
            // a BindException from the JDK, other ones from native transports
            if (cause instanceof IOException) tryPort(ports, first, attempt + 1, cause, options, acceptor, bound);
            else bound.completeExceptionally(cause);
        });
    }

    private static int port(PortRange ports, int first, int tried) {
        return ports.lowest() + (first + tried) % ports.size();
    }

    private WireServer listening(NetServer server) {
        int port = server.actualPort();
        taken.add(port);
        return new WireServer() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                server.close();
                taken.remove(port);
            }
        };
    }
}
