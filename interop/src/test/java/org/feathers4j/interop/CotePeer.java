package org.feathers4j.interop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/**
 * Components of cote 1.2.0 in a Node process of their own. Responders there answer {@code who}, {@code echo}, {@code nothing}, {@code slow} and
 * {@code fail}. All methods block, with a deadline. {@link #close()} always ends the process.
 */
final class CotePeer implements AutoCloseable {
    private static final Duration TIMEOUT = Patience.ofSeconds(30);

    private final String name;
    private final PeerProcess process;

    private CotePeer(String name, PeerProcess process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts a process without components.
     *
     * @param name what its responders call themselves
     * @param cote options of cote and of discovery
     */
    static CotePeer start(String name, Map<String, ? extends @Nullable Object> cote) {
        var command = new ProcessBuilder("node", "cote-peer.mjs", Json.text(Map.of("name", name, "cote", cote)))
                .directory(NodeModules.installed().toFile());
        command.environment().put("DISCOVERY_HOSTNAME", "localhost");
        var peer = new CotePeer(name, new PeerProcess("cote peer '%s'".formatted(name), command));
        try {
            peer.ask("ping");
            return peer;
        } catch (Throwable e) {
            peer.close();
            throw e;
        }
    }

    /**
     * Makes a component.
     *
     * @param kind the name of cote's class
     * @param component what it is called
     */
    CotePeer open(String kind, String component, Map<String, ?> advertisement) {
        ask("open", "kind", kind, "component", component, "advertisement", advertisement);
        return this;
    }

    /** Makes a subscriber that reports the events of these names. */
    CotePeer hear(String component, Map<String, ?> advertisement, String... events) {
        ask(
                "open",
                "kind",
                "Subscriber",
                "component",
                component,
                "advertisement",
                advertisement,
                "hears",
                List.of(events));
        return this;
    }

    void close(String component) {
        ask("close", "component", component);
    }

    /** Asks with a requester. */
    @Nullable
    Object send(String component, Map<String, ?> request) {
        return ask("send", "component", component, "request", request);
    }

    void publish(String component, String topic, @Nullable Object data) {
        ask("publish", "component", component, "topic", topic, "data", data);
    }

    void awaitConnections(String component, int count) {
        Eventually.await(
                TIMEOUT,
                "%d connections of '%s' in %s".formatted(count, component, name),
                () -> Integer.valueOf(count).equals(ask("connections", "component", component)));
    }

    /** Names of the components that a component there has heard of. */
    List<String> known(String component) {
        return Values.objects(ask("known", "component", component)).stream()
                .map(each -> String.valueOf(each.get("name")))
                .toList();
    }

    /** Starts cote's own Sockend, with a Socket.IO server whose port is returned. Its clients join the {@code rooms} in their {@code auth}. */
    int sockend(String component, Map<String, ?> advertisement) {
        Object port = ask("sockend", "component", component, "advertisement", advertisement);
        return port instanceof Integer number ? number : 0;
    }

    /** Starts cote's own monitoring tool. */
    void tool(int port) {
        ask("tool", "port", port);
    }

    /** Everything it reported under that name. */
    List<PeerEvent> seen(String event) {
        return process.events().all().stream()
                .filter(each -> each.name().equals(event))
                .toList();
    }

    /** Fails when anything has gone uncaught there, or it does not answer any more. */
    void assertUnharmed() {
        ask("ping");
        var uncaught = seen("uncaught");
        if (!uncaught.isEmpty()) throw process.complaint("uncaught: " + uncaught, null);
    }

    private @Nullable Object ask(String command, @Nullable Object... members) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("cmd", command);
        for (int i = 0; i < members.length; i += 2) line.put(String.valueOf(members[i]), members[i + 1]);
        var reply = process.ask(line, TIMEOUT);
        if (reply.containsKey("error")) throw new NodeCallException(line.toString(), Values.object(reply.get("error")));
        return reply.get("result");
    }

    @Override
    public void close() {
        process.close();
    }
}
