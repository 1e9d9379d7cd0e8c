package org.feathers4j.server;

import java.util.concurrent.CountDownLatch;

/**
 * Keeps a process running while its server listens. Event loops do not: they are there before it listens, and an application that fails to start would never end.
 * Any thread.
 */
final class KeepAlive {
    private final String name;
    private volatile CountDownLatch end = new CountDownLatch(0);

    /** @param name of the thread */
    KeepAlive(String name) {
        this.name = name;
    }

    void begin() {
        var ended = new CountDownLatch(1);
        end = ended;
        Thread.ofPlatform().name(name).daemon(false).start(() -> await(ended));
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        end.countDown();
    }
}
