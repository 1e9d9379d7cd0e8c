package org.feathers4j.cote;

import java.time.Duration;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hellos through the channel {@code cote} of a Redis server, where there are no broadcasts (node-discover, lib/redis.js). Belongs to the loop.
 *
 * <p>A server that is gone is tried again until it is back; Node processes end instead. While it is unreachable no node is expired.
 */
final class VertxRedis {
    private static final Logger log = LoggerFactory.getLogger(VertxRedis.class);
    private static final String CHANNEL = "cote";
    private static final long SHORTEST_PAUSE = Duration.ofMillis(200).toMillis();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toMillis();

    private final Vertx vertx;
    private final RedisOptions server;
    private final Discovery.Listener listener;
    private final Redis client;
    // a connection that subscribes may do nothing else before Redis 6
    private @Nullable RedisConnection speaking;
    private @Nullable RedisConnection listening;
    private long pause = SHORTEST_PAUSE;
    // counts pairs of connections: the end of an earlier one is ignored
    private int epoch;
    private boolean closed;

    VertxRedis(Vertx vertx, RedisOptions server, Discovery.Listener listener) {
        this.vertx = vertx;
        this.server = server;
        this.listener = listener;
        this.client = Redis.createClient(vertx, server.connectionString());
    }

    /** Connects, now or as soon as the server is there. */
    void open() {
        Future<RedisConnection> speaks = client.connect();
        Future<RedisConnection> listens = client.connect();
        Future.join(speaks, listens)
                .compose(both -> subscribe(listens.result()))
                .onSuccess(subscribed -> opened(speaks.result(), listens.result()))
                .onFailure(failure -> {
                    if (speaks.succeeded()) speaks.result().close();
                    if (listens.succeeded()) listens.result().close();
                    unreachable(failure);
                });
    }

    private Future<@Nullable Response> subscribe(RedisConnection connection) {
        connection.handler(this::onMessage);
        return connection.send(Request.cmd(Command.SUBSCRIBE).arg(CHANNEL));
    }

    private void opened(RedisConnection speaks, RedisConnection listens) {
        if (closed) {
            speaks.close();
            listens.close();
            return;
        }
        speaking = speaks;
        listening = listens;
        pause = SHORTEST_PAUSE;
        int current = ++epoch;
        for (RedisConnection each : new RedisConnection[] {speaks, listens}) {
            each.exceptionHandler(failure -> lost(current, failure.toString()));
            each.endHandler(nothing -> lost(current, "it was closed"));
        }
        log.debug("Hellos go through {}", server);
        listener.onReceiving();
    }

    private void onMessage(Response message) {
        if (closed || message.size() < 3 || !"message".equals(message.get(0).toString())) return;
        if (!CHANNEL.equals(message.get(1).toString())) return;
        listener.onHello(message.get(2).toBytes(), null);
    }

    private void lost(int lost, String reason) {
        if (closed || lost != epoch) return;
        epoch++;
        log.warn(
                "Lost the connection to {}: {}. Connections between peers stay, new peers are not found",
                server,
                reason);
        disconnect();
        later();
    }

    private void unreachable(Throwable failure) {
        if (closed) return;
        if (pause == SHORTEST_PAUSE)
            log.warn(
                    "{} cannot be reached and is tried again: {}. Without it no peer is found; see the option redis",
                    server,
                    failure.toString());
        later();
    }

    private void later() {
        vertx.setTimer(pause, fired -> {
            if (!closed) open();
        });
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }

    private void disconnect() {
        RedisConnection speaks = speaking;
        RedisConnection listens = listening;
        speaking = null;
        listening = null;
        if (speaks != null) speaks.close();
        if (listens != null) listens.close();
    }

    boolean isListening() {
        return listening != null;
    }

    void send(byte[] hello) {
        RedisConnection connection = speaking;
        if (connection == null) return; // was said when it was lost
        connection
                .send(Request.cmd(Command.PUBLISH).arg(CHANNEL).arg(hello))
                .onFailure(failure -> log.debug("{} took no hello: {}", server, failure.toString()));
    }

    void close() {
        closed = true;
        disconnect();
        client.close();
    }
}
