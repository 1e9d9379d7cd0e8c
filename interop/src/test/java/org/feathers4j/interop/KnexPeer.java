package org.feathers4j.interop;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/** Services of Feathers' Knex adapter in a Node process of their own. All methods block, with a deadline. {@link #close()} always ends the process. */
final class KnexPeer implements AutoCloseable {
    private static final Duration TIMEOUT = Patience.ofSeconds(30);

    private final PeerProcess process;

    private KnexPeer(PeerProcess process) {
        this.process = process;
    }

    /**
     * Starts a process with one service for each table.
     *
     * @param client what Knex calls the driver: {@code better-sqlite3} or {@code pg}
     * @param connection Knex's option of this name: an address, or an object
     * @param options of all the services
     */
    static KnexPeer start(String client, Object connection, List<String> tables, Map<String, ?> options) {
        var settings = Map.of("client", client, "connection", connection, "tables", tables, "options", options);
        var command = new ProcessBuilder("node", "knex-peer.mjs", Json.text(settings))
                .directory(NodeModules.installed().toFile());
        return new KnexPeer(new PeerProcess("Knex peer over " + client, command));
    }

    /**
     * Calls a method of a service.
     *
     * @throws NodeCallException when the method throws
     */
    @Nullable
    Object call(String table, String method, @Nullable Object... args) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("cmd", "call");
        line.put("service", table);
        line.put("method", method);
        line.put("args", Arrays.asList(args));
        var reply = process.ask(line, TIMEOUT);
        if (reply.containsKey("error")) throw new NodeCallException(line.toString(), Values.object(reply.get("error")));
        return reply.get("result");
    }

    @Override
    public void close() {
        process.close();
    }
}
