package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/**
 * A real Feathers application with feathers-distributed, in a Node process of its own.
 *
 * <p>All methods block, with a deadline; when it passes, or the process ends before, they throw an {@link AssertionError}
 * that shows the peer's last events and standard error. Any thread may call. {@link #close()} always ends the process.
 */
final class NodePeer implements AutoCloseable {

    /** Longer than the 20 s after which feathers-distributed gives up a request. */
    private static final Duration TIMEOUT = Patience.ofSeconds(30);

    private final NodePeerOptions options;
    private final PeerProcess process;
    private final PeerEvent ready;

    private NodePeer(NodePeerOptions options, PeerProcess process) {
        this.options = options;
        this.process = process;
        this.ready = awaitEvent("ready", event -> true, TIMEOUT.multipliedBy(2));
    }

    /** Starts a peer and returns when its HTTP server listens; it joins the mesh a little later. */
    static NodePeer start(NodePeerOptions options) {
        return start(options, List.of());
    }

    /** @param before what to put before the command, for instance to run it on a host of its own */
    static NodePeer start(NodePeerOptions options, List<String> before) {
        var words = new ArrayList<>(before);
        words.addAll(List.of("node", "peer.mjs", ascii(Json.text(options.json()))));
        var command =
                new ProcessBuilder(words).directory(NodeModules.installed().toFile());
        command.environment().put("DISCOVERY_HOSTNAME", "localhost"); // matters only to those who connect to names
        var process = new PeerProcess("Node peer '%s'".formatted(options.name()), command);
        try {
            return new NodePeer(options, process);
        } catch (Throwable e) {
            process.close();
            throw e;
        }
    }

    String name() {
        return options.name();
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.alive();
    }

    /** The UUID of the app on the mesh. */
    String uuid() {
        return ready.text("uuid");
    }

    /** Where the peer's REST server is: {@code http://127.0.0.1:<port>}. */
    String url() {
        return "http://127.0.0.1:" + ready.number("port");
    }

    /**
     * Calls a service method within the peer, of its own or a remote service.
     *
     * @param args the method's arguments as JSON values
     * @return the result as a JSON value; null also for {@code undefined}, see {@link #answer}
     * @throws NodeCallException when the method throws
     */
    @Nullable
    Object call(String service, String method, @Nullable Object... args) {
        return answer(service, method, args).result();
    }

    /** Like {@link #call}, but tells what kind of value the result was in Node. */
    NodeAnswer answer(String service, String method, @Nullable Object... args) {
        return ask("call", "service", service, "method", method, "args", Arrays.asList(args));
    }

    /** Calls a service of any server with the official REST client. */
    @Nullable
    Object rest(String url, String service, String method, @Nullable Object... args) {
        return ask("rest", "url", url, "service", service, "method", method, "args", Arrays.asList(args))
                .result();
    }

    /** Logs in at any server with the official client, calls a service, logs out, and calls again. */
    Map<String, @Nullable Object> visit(String url, Map<String, ?> login, String service, String method) {
        return Values.object(ask("visit", "url", url, "login", login, "service", service, "method", method)
                .result());
    }

    /** Reports these events of a service from now on, also after the service has gone and returned. */
    void listen(String service, String... events) {
        ask("listen", "service", service, "events", List.of(events));
    }

    /** Emits a custom event on a service, without a context. */
    void emit(String service, String event, @Nullable Object data) {
        ask("emit", "service", service, "name", event, "data", data);
    }

    /** Registers another service. */
    void use(String path, String kind) {
        use(path, kind, Map.of());
    }

    /** Registers another service with options of its kind. */
    void use(String path, String kind, Map<String, ?> options) {
        ask("use", "path", path, "kind", kind, "options", options);
    }

    /** Removes a service. */
    void unuse(String path) {
        ask("unuse", "path", path);
    }

    /** Path to {@code remote}, {@code key} and {@code remotePath} of every service the peer has just now. */
    Map<String, Map<String, @Nullable Object>> services() {
        return Values.objects(ask("services").result()).stream()
                .collect(Collectors.toMap(
                        service -> String.valueOf(service.get("path")),
                        service -> service,
                        (a, b) -> b,
                        LinkedHashMap::new));
    }

    /**
     * Returns when the peer is connected to the events publisher of an app with that key. That is some time after its
     * services are there (feathers-distributed creates the events subscriber last); events before it are lost.
     */
    void awaitEventsFrom(String key, Duration within) {
        awaitConnection("events", key, within);
    }

    /** Returns when the peer is connected to the responder of an app with that key. */
    void awaitRequesterTo(String key, Duration within) {
        awaitConnection("requesters", key, within);
    }

    /** How many connections it has to responders of that key. */
    int requestersTo(String key) {
        return connections("requesters", key);
    }

    /** How many connections it has to event publishers of that key. */
    int eventsFrom(String key) {
        return connections("events", key);
    }

    /** Returns when the peer has no connection to any responder of that key. */
    void awaitNoRequesterTo(String key, Duration within) {
        Eventually.await(
                within, "%s: no connection to '%s'".formatted(this, key), () -> connections("requesters", key) == 0);
    }

    /**
     * Returns when the peer would notice that the app with that UUID is gone. It has that app's services before: they come over a connection,
     * while hellos of the app's services subscriber, whose absence it would notice, come one each interval. What goes before its first hello
     * stays for ever.
     */
    void awaitInSight(String uuid, Duration within) {
        Eventually.await(
                within,
                "%s: hellos of %s".formatted(this, uuid),
                () -> Values.object(ask("mesh").result()).get("apps") instanceof List<?> apps && apps.contains(uuid));
    }

    /** Where the responders are that it is connected to. */
    List<String> addresses() {
        return Values.object(ask("mesh").result()).get("addresses") instanceof List<?> addresses
                ? addresses.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Returns when the plugin's components are up and listen. */
    PeerEvent awaitJoined(Duration within) {
        return awaitEvent("joined", event -> true, within);
    }

    /** Returns when the peer has a proxy of that (local) path. */
    PeerEvent awaitService(String path, Duration within) {
        return await("a remote service '%s'".formatted(path), within, seen -> lastWord(seen, path, "service"));
    }

    /** Returns when the peer, which once had a proxy of that path, has it no more. */
    PeerEvent awaitNoService(String path, Duration within) {
        return await("the end of '%s'".formatted(path), within, seen -> lastWord(seen, path, "service-removed"));
    }

    /** The first event of that name, since the start of the peer, that is as wanted. */
    PeerEvent awaitEvent(String name, Predicate<PeerEvent> wanted, Duration within) {
        return await(
                "an event '%s'".formatted(name),
                within,
                seen -> seen.stream()
                        .filter(event -> event.name().equals(name) && wanted.test(event))
                        .findFirst()
                        .orElse(null));
    }

    /** The first event that a {@linkplain #listen listened to} service emitted under that name with such data. */
    PeerEvent awaitEmitted(
            String service, String name, Predicate<Map<String, @Nullable Object>> data, Duration within) {
        return await(
                "'%s %s'".formatted(service, name),
                within,
                seen -> seen.stream()
                        .filter(event -> emits(event, service, name) && data.test(Values.object(event.get("data"))))
                        .findFirst()
                        .orElse(null));
    }

    /** All events of that name so far that a {@linkplain #listen listened to} service emitted, in order. */
    List<PeerEvent> emitted(String service, String name) {
        return process.events().all().stream()
                .filter(event -> emits(event, service, name))
                .toList();
    }

    /** Everything that no one in the peer caught, so far. */
    List<PeerEvent> uncaught() {
        return seen("uncaught");
    }

    /** All events of that name so far, in order. */
    List<PeerEvent> seen(String name) {
        return process.events().all().stream()
                .filter(event -> event.name().equals(name))
                .toList();
    }

    /** Fails when anything has gone uncaught in the peer, or the peer does not answer any more. */
    void assertUnharmed() {
        ask("ping");
        var uncaught = uncaught();
        if (!uncaught.isEmpty()) {
            throw process.complaint("uncaught: " + uncaught, null);
        }
    }

    /** Keeps the peer's only thread busy for so long that its timers are late: they run next, before anything it has received meanwhile. */
    void stall(Duration time) {
        ask("stall", "ms", time.toMillis());
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

    /** Breaks all its TCP connections of the mesh, while both sides go on. */
    void cut() {
        ask("cut");
    }

    /** Loses all its hellos from now on; it still receives those of its peers, and its connections go on. */
    void hush() {
        ask("hush");
    }

    /** How often its responder was asked for a sign of life since it {@linkplain #awaitJoined joined}. */
    int healthchecks() {
        return ask("healthchecks").result() instanceof Integer asked ? asked : 0;
    }

    /** Leaves the mesh by feathers-distributed's {@code finalize}, but goes on as a process and an HTTP server. */
    void finish() {
        ask("finalize");
    }

    /** Leaves the mesh politely and ends. */
    void leave() {
        ask("exit");
        process.awaitEnd();
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return "Node peer '%s' (%s, pid %d)".formatted(name(), options.version(), pid());
    }

    /** Arguments pass through the platform's encoding, which may know no other characters: those go as escapes. */
    private static String ascii(String json) {
        return json.chars()
                .mapToObj(c -> c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
    }

    private NodeAnswer ask(String command, @Nullable Object... members) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("cmd", command);
        for (int i = 0; i < members.length; i += 2) {
            line.put(String.valueOf(members[i]), members[i + 1]);
        }
        var reply = process.ask(line, TIMEOUT);
        if (reply.containsKey("error")) {
            throw new NodeCallException(line.toString(), Values.object(reply.get("error")));
        }
        return new NodeAnswer(reply.get("result"), String.valueOf(reply.get("kind")));
    }

    private void awaitConnection(String component, String key, Duration within) {
        Eventually.await(
                within,
                "%s: a connection of '%s' to '%s'".formatted(this, component, key),
                () -> connections(component, key) > 0);
    }

    private int connections(String component, String key) {
        var connections = Values.object(Values.object(ask("mesh").result()).get(component));
        return connections.get(key) instanceof Number open ? open.intValue() : 0;
    }

    private PeerEvent await(String what, Duration within, Function<List<PeerEvent>, @Nullable PeerEvent> look) {
        try {
            var found = process.events().await(within, look);
            if (found == null) {
                throw process.complaint("still waiting for %s after %s".formatted(what, within), null);
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw process.complaint("interrupted while waiting for " + what, e);
        }
    }

    private static boolean emits(PeerEvent event, String service, String name) {
        return event.is("emitted", "service", service) && name.equals(event.get("name"));
    }

    private static @Nullable PeerEvent lastWord(List<PeerEvent> seen, String path, String wanted) {
        return seen.reversed().stream()
                .filter(event -> event.is("service", "path", path) || event.is("service-removed", "path", path))
                .findFirst()
                .filter(event -> event.name().equals(wanted))
                .orElse(null);
    }
}
