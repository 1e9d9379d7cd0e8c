package org.feathers4j.distributed;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Announces a service again after a peer announced that it is gone. A Node consumer that loses a provider announces its
 * removal in its own name, and all Node consumers believe it (feathers-distributed, lib/register.js); a new
 * announcement by the provider brings the service back. Owned by the mesh loop.
 */
final class Reannouncer {
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final int SPREAD_MILLIS = 1500;

    private final MeshLoop loop;
    private final Consumer<String> announce;
    private final Set<String> pending = new HashSet<>();

    Reannouncer(MeshLoop loop, Consumer<String> announce) {
        this.loop = loop;
        this.announce = announce;
    }

    /**
     * Announces after a short random delay, because all providers receive the same message; one announcement for each
     * burst of messages is enough.
     */
    void reassure(String path) {
        if (!pending.add(path)) return;
        loop.schedule(SHORTEST.plusMillis(ThreadLocalRandom.current().nextInt(SPREAD_MILLIS)), () -> {
            pending.remove(path);
            announce.accept(path);
        });
    }
}
