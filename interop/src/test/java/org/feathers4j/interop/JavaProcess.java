package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** A Java peer in a process of its own, which can be frozen and killed. Any thread may call; every method has a deadline. */
final class JavaProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PeerProcess process;
    private final PeerEvent ready;

    private JavaProcess(PeerProcess process) {
        this.process = process;
        try {
            var told = process.events().await(PATIENCE, seen -> seen.isEmpty() ? null : seen.getFirst());
            if (told == null) {
                throw process.complaint("did not start in " + PATIENCE, null);
            }
            ready = told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw process.complaint("interrupted while it starts", e);
        }
    }

    /** Starts a peer and returns when it listens. */
    static JavaProcess start(JavaPeerOptions options) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // It lives for seconds: a fast start is worth more than fast code.
        var command = new ProcessBuilder(
                java,
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                JavaPeerMain.class.getName(),
                Json.text(options.json()));
        var process = new PeerProcess("Java peer '%s'".formatted(options.name()), command);
        try {
            return new JavaProcess(process);
        } catch (Throwable e) {
            process.close();
            throw e;
        }
    }

    boolean alive() {
        return process.alive();
    }

    /** The UUID of the app on the mesh. */
    String uuid() {
        return ready.text("uuid");
    }

    /** Calls {@code find} of a service within the peer. */
    @Nullable
    Object find(String service) {
        return process.ask(Map.of("cmd", "find", "service", service), PATIENCE).get("result");
    }

    /** Stops the process in its tracks (SIGSTOP): connections stay open, nothing is answered. */
    void freeze() {
        process.signal("STOP");
    }

    /** Lets a frozen process go on (SIGCONT). */
    void thaw() {
        process.signal("CONT");
    }

    /** Ends the process without warning (SIGKILL). */
    void kill() {
        process.close();
    }

    /** Leaves the mesh politely and ends. */
    void leave() {
        process.ask(Map.of("cmd", "exit"), PATIENCE);
        process.awaitEnd();
    }

    @Override
    public void close() {
        process.close();
    }
}
