package org.feathers4j.interop;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import org.feathers4j.server.Vectors;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The official Feathers clients in a Node process ({@code interop/clients/clients.mjs}). All methods block, with a deadline; any thread may call.
 * Registered as an extension it serves all tests of a class.
 */
final class OfficialClients implements AutoCloseable, BeforeAllCallback, AfterAllCallback {
    private static final Duration TIMEOUT = Patience.ofSeconds(90);

    private @Nullable PeerProcess process;

    private OfficialClients() {}

    static OfficialClients start() {
        var clients = new OfficialClients();
        clients.launch();
        return clients;
    }

    /** To be registered as an extension: runs from the first test of a class to the last, where Node is there. */
    static OfficialClients forClass() {
        return new OfficialClients();
    }

    @Override
    public void beforeAll(ExtensionContext tests) {
        NodeModules.require();
        launch();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (process != null) close();
    }

    private void launch() {
        process = new PeerProcess(
                "the official clients",
                new ProcessBuilder("node", "clients.mjs")
                        .directory(NodeModules.clients().toFile()));
    }

    private PeerProcess process() {
        return Objects.requireNonNull(process, "The clients are not started");
    }

    /** The result of a command. */
    @Nullable
    Object ask(String command, @Nullable Object... members) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("cmd", command);
        for (int i = 0; i < members.length; i += 2) line.put(String.valueOf(members[i]), members[i + 1]);
        Map<String, @Nullable Object> reply = process().ask(line, TIMEOUT);
        if (reply.containsKey("error")) throw process().complaint(line + " failed: " + reply.get("error"), null);
        return reply.get("result");
    }

    /** A call over HTTP: {@code resolves} or {@code rejects}. */
    Map<String, @Nullable Object> rest(
            int port, String transport, String service, String method, @Nullable Object... args) {
        return Vectors.object(ask(
                "rest",
                "url",
                url(port),
                "transport",
                transport,
                "service",
                service,
                "method",
                method,
                "args",
                Arrays.asList(args)));
    }

    /** One of the calls that have a name. */
    Map<String, @Nullable Object> restCall(int port, String transport, String name) {
        return Vectors.object(ask("restCall", "url", url(port), "transport", transport, "name", name));
    }

    /** A socket that is connected, with options of socket.io-client. */
    ClientSocket connect(String name, int port, Map<String, ?> options) {
        ClientSocket socket = open(name, port, options);
        socket.awaitConnected();
        return socket;
    }

    /** A socket that may or may not be connected some time. */
    ClientSocket open(String name, int port, Map<String, ?> options) {
        ask("open", "name", name, "url", url(port), "options", options);
        return new ClientSocket(this, name);
    }

    /** The same from one of this machine's addresses. */
    ClientSocket open(String name, int port, Map<String, ?> options, @Nullable String localAddress) {
        ask("open", "name", name, "url", url(port), "options", options, "localAddress", localAddress);
        return new ClientSocket(this, name);
    }

    /** How many of the sockets with such names are connected now. */
    int connected(String prefix) {
        return ((Number) Objects.requireNonNull(ask("connected", "prefix", prefix))).intValue();
    }

    /** All events of that name so far. */
    List<PeerEvent> seen(String event, String socket) {
        return process().events().all().stream()
                .filter(seen -> seen.is(event, "name", socket))
                .toList();
    }

    /** The first event of that name that is as wanted. */
    PeerEvent await(String event, String socket, Predicate<PeerEvent> wanted) {
        Eventually.await(
                Patience.ofSeconds(30),
                "'%s' of %s".formatted(event, socket),
                () -> seen(event, socket).stream().anyMatch(wanted));
        return seen(event, socket).stream().filter(wanted).findFirst().orElseThrow();
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** Ends the process; an uncaught exception in it is an error. */
    @Override
    public void close() {
        List<PeerEvent> uncaught = process().events().all().stream()
                .filter(event -> event.name().equals("uncaught"))
                .toList();
        process().close();
        if (!uncaught.isEmpty()) throw new AssertionError("uncaught in the clients: " + uncaught);
    }
}
