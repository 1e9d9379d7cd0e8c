package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/** A Java peer in a process of its own, which can be frozen and killed. Any thread may call; every method has a deadline. */
final class JavaProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Patience.ofSeconds(30);

    private final PeerProcess process;
    private final PeerEvent ready;

    private JavaProcess(PeerProcess process) {
        this.process = process;
        try {
            var told = process.events().await(TIMEOUT, seen -> seen.isEmpty() ? null : seen.getFirst());
            if (told == null) {
                throw process.complaint("did not start in " + TIMEOUT, null);
            }
            ready = told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw process.complaint("interrupted while it starts", e);
        }
    }

    /** Starts a peer and returns when it listens. */
    static JavaProcess start(JavaPeerOptions options) {
        return start(options, List.of());
    }

    /** @param before what to put before the command, for instance to run it on a host of its own */
    static JavaProcess start(JavaPeerOptions options, List<String> before) {
        return start(options, before, new String[0]);
    }

    /**
     * Starts a peer.
     *
     * @param jvm options of the virtual machine that win over those that it has otherwise
     */
    static JavaProcess start(JavaPeerOptions options, List<String> before, String... jvm) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // It lives for seconds: a fast start is worth more than fast code.
        var command = new ArrayList<>(before);
        command.addAll(List.of(
                java,
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dtest.patience=" + Patience.ofSeconds(1).toSeconds())); // for its options, see JavaPeerOptions
        command.addAll(List.of(jvm));
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), JavaPeerMain.class.getName(), Json.text(options.json())));
        var process = new PeerProcess("Java peer '%s'".formatted(options.name()), new ProcessBuilder(command));
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

    /** Where the peer's server is, if it has one: {@code http://127.0.0.1:<port>}. */
    String url() {
        return "http://127.0.0.1:" + ready.number("port");
    }

    /** Calls {@code find} of a service within the peer. */
    @Nullable
    Object find(String service) {
        return process.ask(Map.of("cmd", "find", "service", service), TIMEOUT).get("result");
    }

    /** Like {@link #find}; a text when it fails. */
    @Nullable
    Object tryFind(String service) {
        return has(service) ? find(service) : "no such service";
    }

    /** Whether the peer has a service at that path. */
    boolean has(String service) {
        return Boolean.TRUE.equals(
                process.ask(Map.of("cmd", "has", "service", service), TIMEOUT).get("result"));
    }

    /** The UUIDs of the applications that offer a remote service and are asked. */
    List<?> owners(String service) {
        return process.ask(Map.of("cmd", "owners", "service", service), TIMEOUT).get("result") instanceof List<?> uuids
                ? uuids
                : List.of();
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

    /** Asks the process to end (SIGTERM) and returns when it has. */
    void terminate() {
        process.signal("TERM");
        process.awaitEnd();
    }

    /** Leaves the mesh politely and ends. */
    void leave() {
        process.ask(Map.of("cmd", "exit"), TIMEOUT);
        process.awaitEnd();
    }

    @Override
    public void close() {
        process.close();
    }
}
