package org.feathers4j.cote;

import java.util.concurrent.CompletableFuture;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Hellos through a Redis server, on networks whose loop is one of Vert.x. Belongs to the loop. */
final class RedisDiscovery implements Discovery {
    private final RedisOptions server;
    private @Nullable VertxRedis connection;

    RedisDiscovery(RedisOptions server) {
        this.server = server;
    }

    @Override
    public CompletableFuture<?> open(Network network, Listener listener) {
        var opened = new CompletableFuture<Boolean>();
        network.execute(() -> {
            Context loop = Vertx.currentContext();
            if (loop == null) {
                opened.completeExceptionally(
                        new UnsupportedOperationException("This network leads to no Redis server"));
                return;
            }
            connection = new VertxRedis(loop.owner(), server, listener);
            opened.complete(true); // also when the server cannot be reached just now
            connection.open();
        });
        return opened;
    }

    @Override
    public void send(byte[] hello) {
        if (connection != null) connection.send(hello);
    }

    /** The server does not tell where a message comes from. */
    @Override
    public boolean knowsAddresses() {
        return false;
    }

    @Override
    public boolean isReceiving() {
        return connection != null && connection.isListening();
    }

    @Override
    public String description() {
        return server.toString();
    }

    @Override
    public void close() {
        if (connection != null) connection.close();
    }
}
