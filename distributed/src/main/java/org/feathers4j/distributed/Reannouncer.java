package org.feathers4j.distributed;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Announces a service again after somebody else said that it is gone. A Node consumer that loses sight of a provider says so in its own name, and every other Node
 * consumer believes it (feathers-distributed, lib/register.js); the provider's word brings the service back. Owned by the mesh loop.
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

    /** Announces soon, at a random moment: all providers heard the same message, and one announcement a burst is enough. */
    void reassure(String path) {
        if (!pending.add(path)) return;
        loop.schedule(SHORTEST.plusMillis(ThreadLocalRandom.current().nextInt(SPREAD_MILLIS)), () -> {
            pending.remove(path);
            announce.accept(path);
        });
    }
}
