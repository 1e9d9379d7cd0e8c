package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.channels.Channels;
import org.feathers4j.server.Server;
import org.feathers4j.server.Vectors;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients whose connections are cut all the time while messages go to their rooms; what Node's Socket.IO delivers under the same is printed beside it. At length:
 * {@code -Dstorm.clients=1000 -Dstorm.seconds=120 -Dstorm.period=15000 -Dstorm.delay=1000}.
 */
class RecoveryStormTest {
    private static final int CLIENTS = Integer.getInteger("storm.clients", 100);
    private static final int ROOMS = Integer.getInteger("storm.rooms", 10);
    private static final int SECONDS = Integer.getInteger("storm.seconds", 10);
    /** How often each client is cut, in milliseconds. */
    private static final int PERIOD = Integer.getInteger("storm.period", 2000);

    private static final int PER_SECOND = Integer.getInteger("storm.rate", 50);
    /** After which a client tries again, in milliseconds: half of it to one and a half. 1000 in socket.io-client. */
    private static final int DELAY = Integer.getInteger("storm.delay", 200);

    private static final int LAST = SECONDS * PER_SECOND;
    private static final Duration TIMEOUT = Patience.ofSeconds(SECONDS * 10L + 120);

    @BeforeAll
    static void needNode() {
        NodeModules.require();
    }

    /** Says the messages from one number to another to each room. */
    private interface Speaker {
        void say(int from, int to);
    }

    @Test
    void clients_that_are_cut_all_the_time_get_each_message_once_and_in_order() {
        Map<String, @Nullable Object> heard = storm();
        report("feathers4j", heard);
        report("socket.io with recovery", nodeStorm(true));
        report("socket.io without", nodeStorm(false));
        assertThat(heard).containsEntry("lost", 0).containsEntry("repeated", 0);
        assertThat(heard.get("recovered")).isEqualTo(heard.get("returns"));
        assertThat(((Number) Objects.requireNonNull(heard.get("cuts"))).intValue())
                .isGreaterThan(CLIENTS / 2);
    }

    private static void report(String who, Map<String, @Nullable Object> heard) {
        double expected = number(heard, "expected");
        System.out.printf(
                "storm: %s delivered %.2f %% %s%n", who, 100 * (expected - number(heard, "lost")) / expected, heard);
    }

    private static double number(Map<String, @Nullable Object> from, String name) {
        return ((Number) Objects.requireNonNull(from.get(name))).doubleValue();
    }

    private static Map<String, @Nullable Object> storm() {
        Application app = Application.create();
        app.configure(
                Server.create(o -> o.host("127.0.0.1").sockets(s -> s.connectionStateRecovery(Duration.ofMinutes(2)))));
        Channels channels = app.configure(Channels.create());
        app.onConnection(connection ->
                channels.channel(room(connection.auth().get("room"))).join(connection));
        app.use("ticks", Service.create((data, params) -> data));
        channels.service("ticks")
                .publish((item, context) ->
                        channels.channel(room(Vectors.object(item).get("room"))));
        app.listen(0);
        try {
            return clientsOf(app.port(), (from, to) -> tick(app.service("ticks"), from, to));
        } finally {
            app.close();
        }
    }

    private static String room(@Nullable Object number) {
        return "room " + number;
    }

    private static void tick(ServiceHandle ticks, int from, int to) {
        long begun = System.nanoTime();
        for (int seq = from; seq <= to; seq++) {
            long due = begun + (seq - from) * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            for (long now; (now = System.nanoTime()) < due; ) LockSupport.parkNanos(due - now);
            for (int room = 0; room < ROOMS; room++) ticks.create(Map.of("room", room, "seq", seq));
        }
    }

    private static Map<String, @Nullable Object> nodeStorm(boolean recovery) {
        try (var server = node(NodeModules.installed(), "storm-server.mjs")) {
            int port = ((Number) Objects.requireNonNull(ask(server, "start", "recovery", recovery))).intValue();
            return clientsOf(
                    port,
                    (from, to) -> ask(server, "say", "from", from, "to", to, "rooms", ROOMS, "perSecond", PER_SECOND));
        }
    }

    private static Map<String, @Nullable Object> clientsOf(int port, Speaker speaker) {
        try (var clients = node(NodeModules.clients(), "storm.mjs")) {
            List<String> urls = List.of(OfficialClients.url(port));
            Object started = ask(
                    clients,
                    "start",
                    "urls",
                    urls,
                    "count",
                    CLIENTS,
                    "rooms",
                    ROOMS,
                    "name",
                    "ticks created",
                    "options",
                    Map.of("reconnectionDelay", DELAY));
            assertThat(started).isEqualTo(true);
            ask(clients, "cutEvery", "period", PERIOD);
            speaker.say(0, LAST - 1);
            assertThat(ask(clients, "calm")).isEqualTo(true);
            speaker.say(LAST, LAST);
            return Vectors.object(ask(clients, "end", "last", LAST));
        }
    }

    private static PeerProcess node(Path folder, String script) {
        return new PeerProcess(script, new ProcessBuilder("node", script).directory(folder.toFile()));
    }

    private static @Nullable Object ask(PeerProcess process, String command, @Nullable Object... members) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("cmd", command);
        IntStream.range(0, members.length / 2)
                .forEach(i -> line.put(String.valueOf(members[2 * i]), members[2 * i + 1]));
        Map<String, @Nullable Object> reply = process.ask(line, TIMEOUT);
        if (reply.containsKey("error")) throw process.complaint(line + " failed: " + reply.get("error"), null);
        return reply.get("result");
    }
}
