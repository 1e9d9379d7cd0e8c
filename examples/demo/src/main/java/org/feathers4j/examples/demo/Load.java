package org.feathers4j.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that call find, one call after another, until they are stopped. */
final class Load implements AutoCloseable {
    private final Browser browser;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
    private final List<Thread> clients = new ArrayList<>();

    Load(Browser browser, int clientCount) {
        this.browser = browser;
        for (int i = 0; i < clientCount; i++)
            clients.add(Thread.ofVirtual().name("client " + i).start(this::callOn));
    }

    private void callOn() {
        while (!stopped.get()) {
            Browser.Answer answer = browser.get("/todos");
            if (answer.status() == 200) answered.incrementAndGet();
            else
                failures.computeIfAbsent(answer.toString(), text -> new AtomicLong())
                        .incrementAndGet();
        }
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failures.values().stream().mapToLong(AtomicLong::get).sum();
    }

    Map<String, AtomicLong> failures() {
        return failures;
    }

    void stop() {
        stopped.set(true);
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
