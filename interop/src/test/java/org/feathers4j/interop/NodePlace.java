package org.feathers4j.interop;

import java.time.Duration;
import java.util.Map;

import org.feathers4j.client.Place;
import org.feathers4j.testrules.Patience;

/** A real Feathers server ({@code client-server.mjs}), with Express and Socket.IO, in a process of its own. */
final class NodePlace implements Place {
    private static final Duration TIMEOUT = Patience.ofSeconds(60);

    private final PeerProcess process;
    private final int port;

    NodePlace() {
        process = new PeerProcess(
                "the Feathers server",
                new ProcessBuilder("node", "client-server.mjs")
                        .directory(NodeModules.installed().toFile()));
        try {
            port = awaitReady();
        } catch (Throwable e) {
            process.close();
            throw e;
        }
    }

    private int awaitReady() {
        try {
            PeerEvent ready = process.events()
                    .await(
                            TIMEOUT,
                            seen -> seen.stream()
                                    .filter(event -> event.name().equals("ready"))
                                    .findFirst()
                                    .orElse(null));
            if (ready == null) throw process.complaint("does not listen after " + TIMEOUT, null);
            return ready.number("port");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw process.complaint("interrupted while waiting for its port", e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void say(int from, int to) {
        process.ask(Map.of("cmd", "say", "from", from, "to", to), TIMEOUT);
    }

    @Override
    public void close() {
        process.close();
    }
}
