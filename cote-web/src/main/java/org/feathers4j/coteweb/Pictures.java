package org.feathers4j.coteweb;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a picture every second while somebody looks, and sends it to all who do. Pictures are made on a virtual thread, for the network has to be asked;
 * they are sent on the event loop.
 */
final class Pictures {
    private static final Logger log = LoggerFactory.getLogger(Pictures.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_VIEWERS = 100;

    private final Vertx vertx;
    private final PictureMaker maker;
    private final Map<HttpServerResponse, Boolean> viewers = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile String latest = "{\"hosts\":[],\"links\":[]}";
    private volatile boolean ended;

    Pictures(Vertx vertx, PictureMaker maker) {
        this.vertx = vertx;
        this.maker = maker;
        this.thread = Thread.ofVirtual().name("monitoring tool").unstarted(this::run);
    }

    void begin() {
        thread.start();
    }

    /** The last one, as JSON. */
    String latest() {
        return latest;
    }

    /** Sends pictures to somebody until he leaves; false when there are too many already. On the event loop. */
    boolean show(HttpServerResponse viewer) {
        if (viewers.size() >= MOST_VIEWERS) return false;
        viewers.put(viewer, true);
        viewer.closeHandler(gone -> viewers.remove(viewer));
        viewer.exceptionHandler(gone -> viewers.remove(viewer));
        send(viewer, latest);
        return true;
    }

    private void run() {
        while (!ended) {
            try {
                latest = Json.text(picture());
                String now = latest;
                vertx.runOnContext(nothing -> viewers.keySet().forEach(viewer -> send(viewer, now)));
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!ended) log.warn("No picture of the network: {}", e.toString());
                if (!pause()) return;
            }
        }
    }

    private Map<String, @Nullable Object> picture() {
        return maker.make(System.nanoTime());
    }

    private static boolean pause() {
        try {
            Thread.sleep(INTERVAL);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Who does not keep up misses pictures. */
    private static void send(HttpServerResponse viewer, String picture) {
        if (!viewer.ended() && !viewer.closed() && !viewer.writeQueueFull()) viewer.write("data: " + picture + "\n\n");
    }

    void end() {
        ended = true;
        thread.interrupt();
    }
}
