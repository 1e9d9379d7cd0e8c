package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.ServiceHandle;
import org.feathers4j.channels.Channels;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.server.Server;
import org.feathers4j.server.Vectors;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that runs several times, without a bus: two replicas behind an nginx that takes them in turn, with a hundred official clients each, one that is killed and started
 * again, and one of Node.
 */
class ReplicaEventsTest {
    private static final Duration SOON = Patience.ofSeconds(60);
    private static final int CLIENTS = 200;
    private static final int KILLS = 2;
    private static final int CALLS = 40;

    /** How many run at a time, that of Node included. */
    private static final int REPLICAS = 4;

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    @TempDir
    private static Path folder = Path.of("");

    private static String inTurn(Application one, Application two) {
        return """
            upstream replicas { server 127.0.0.1:%d; server 127.0.0.1:%d; }
            server {
              listen 80;
              location / {
                proxy_pass http://replicas;
                proxy_http_version 1.1;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection "upgrade";
              }
            }
            """.formatted(one.port(), two.port());
    }

    /** A replica with clients. */
    private Application entrance(String name) {
        JavaPeerOptions peer =
                mesh.shared("todos", "todos").apply(mesh.quickJava(name)).onlyProducing();
        Application app = Application.create();
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        Channels channels = app.configure(Channels.create());
        app.onConnection(connection -> channels.channel("everybody").join(connection));
        channels.publish((item, context) -> channels.channel("everybody"));
        app.configure(Distribution.create(peer.distribution()));
        JavaKinds.use(app, "todos", "todos", name);
        return app.listen(0);
    }

    private JavaProcess third(int round) {
        return mesh.process(
                "third" + round, o -> mesh.shared("todos", "todos").apply(o).onlyProducing());
    }

    @Test
    void every_client_hears_every_event_once_while_replicas_are_killed_and_started() {
        try (Application one = entrance("one");
                Application two = entrance("two");
                var proxy = Nginx.start(folder, inTurn(one, two))) {
            JavaProcess third = third(0);
            mesh.node(
                    "node",
                    NodeVersion.V3_0_0,
                    o -> o.withKey(mesh.key("shared")).withService("todos", "todos"));
            JavaPeer caller = mesh.java("caller", JavaPeerOptions::onlyConsuming);
            caller.awaitOwners("todos", 4, SOON);
            var sockets = IntStream.range(0, CLIENTS)
                    .mapToObj(i ->
                            clients.connect("client" + i, proxy.port(), Map.of("transports", List.of("websocket"))))
                    .toList();
            for (Application each : List.of(one, two)) {
                Channels channels = each.plugin(Channels.class).orElseThrow();
                assertThat(channels.channel("everybody").connections()).hasSize(CLIENTS / 2);
            }
            var heard = new HashMap<String, List<Map<?, ?>>>();
            for (ClientSocket each : sockets) heard.put(each.name(), new ArrayList<>());
            awaitAllHear(caller.service("todos"), Set.of("one", "two", "third0", "node"), sockets, heard);

            var created = new CopyOnWriteArrayList<Map<?, ?>>();
            for (int round = 0; round <= KILLS; round++) {
                for (int i = 0; i < CALLS; i++) create(caller.service("todos"), round + "." + i, created);
                if (round == KILLS) break;
                third.kill();
                for (int i = 0; i < CALLS; i++) create(caller.service("todos"), round + ".without." + i, created);
                third = third(round + 1);
                String uuid = third.uuid();
                Eventually.await(
                        SOON, "the replica", () -> caller.owners("todos").contains(uuid));
                awaitAllHear(caller.service("todos"), Set.of("third" + (round + 1)), sockets, heard);
            }
            for (int i = 0; i < REPLICAS; i++) caller.service("todos").create(Map.of("text", "the last"));
            Eventually.await(SOON, "the last event", () -> {
                for (ClientSocket each : sockets)
                    Objects.requireNonNull(heard.get(each.name())).addAll(records(each));
                return heard.values().stream()
                        .allMatch(records -> Collections.frequency(texts(records), "the last") == REPLICAS);
            });
            assertThat(created.stream()
                            .map(each -> String.valueOf(each.get("from")))
                            .distinct())
                    .contains("one", "two", "node", "third0", "third1");
            for (List<Map<?, ?>> records : heard.values()) assertComplete(records, created);
        }
    }

    /** Peers connect for events a moment after they know the services. */
    private static void awaitAllHear(
            ServiceHandle todos, Set<String> replicas, List<ClientSocket> sockets, Map<String, List<Map<?, ?>>> heard) {
        var deaf = new HashMap<String, Set<String>>();
        for (ClientSocket each : sockets) deaf.put(each.name(), new HashSet<>(replicas));
        Eventually.await(SOON, "events of %s at all clients".formatted(replicas), () -> {
            for (int i = 0; i < REPLICAS; i++) todos.create(Map.of("text", "probe"));
            for (ClientSocket each : sockets) {
                List<Map<?, ?>> records = records(each);
                Objects.requireNonNull(heard.get(each.name())).addAll(records);
                for (Map<?, ?> record : records)
                    Objects.requireNonNull(deaf.get(each.name())).remove(String.valueOf(record.get("from")));
            }
            return deaf.values().stream().allMatch(Set::isEmpty);
        });
    }

    private static void create(ServiceHandle todos, String text, List<Map<?, ?>> created) {
        try {
            created.add((Map<?, ?>) Objects.requireNonNull(todos.create(Map.of("text", text))));
        } catch (FeathersException e) {
            // the replica was killed meanwhile: nobody knows whether it has done it
            assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        }
    }

    private static List<Map<?, ?>> records(ClientSocket socket) {
        var records = new ArrayList<Map<?, ?>>();
        for (Object message : socket.received())
            if ("todos created".equals(Vectors.list(message).getFirst()))
                records.add(Vectors.object(Vectors.list(message).get(1)));
        return records;
    }

    private static List<Object> texts(List<? extends Map<?, ?>> records) {
        return records.stream()
                .<Object>map(each -> String.valueOf(each.get("text")))
                .toList();
    }

    /** Each event once, those of each replica in their order; one that was killed may have kept its last ones to itself. */
    private static void assertComplete(List<Map<?, ?>> heard, List<Map<?, ?>> created) {
        for (String from : List.of("one", "two", "node", "third0", "third1", "third2")) {
            List<Object> texts = texts(by(from, heard));
            texts = texts.stream()
                    .filter(text -> !text.equals("probe") && !text.equals("the last"))
                    .toList();
            List<Object> expected = texts(by(from, created));
            assertThat(texts).doesNotHaveDuplicates();
            if (from.equals("third0") || from.equals("third1"))
                assertThat(expected.subList(0, Math.min(texts.size(), expected.size())))
                        .isEqualTo(texts);
            else assertThat(texts).isEqualTo(expected);
        }
    }

    private static List<Map<?, ?>> by(String from, List<Map<?, ?>> records) {
        return records.stream().filter(each -> from.equals(each.get("from"))).toList();
    }
}
