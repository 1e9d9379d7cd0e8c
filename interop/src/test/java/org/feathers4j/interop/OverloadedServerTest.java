package org.feathers4j.interop;

import java.time.Duration;

import org.feathers4j.client.Client;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of one processor whose clients ask three times as much as it can answer: over REST, over Socket.IO, and by way of a Node gateway. As in {@link OverloadTest}, at length
 * with {@code -Doverload.seconds=30}.
 */
class OverloadedServerTest {
    private static final Duration SOON = Patience.ofSeconds(30);

    private final LoopbackMesh mesh = new LoopbackMesh();

    @AfterEach
    void end() {
        mesh.close();
    }

    private JavaProcess busy() {
        return mesh.process(
                mesh.quickJava("provider").withService("busy", "busy").withHttp(),
                "-Xmx256m",
                "-XX:ActiveProcessorCount=1",
                "-Dpeer.maxStartDelay=20");
    }

    private static void assertBearable(String how, Client client, JavaProcess provider) {
        var busy = Overload.ofProcessor(client.service("busy"));
        Overload.Result result = busy.tripled();
        System.out.printf("overload %s: %s%n", how, result);
        result.assertBearable();
        assertThat(provider.alive()).isTrue();
        busy.awaitCalm(SOON);
    }

    @Test
    void over_rest() {
        JavaProcess server = busy();
        try (Client client = Client.rest(server.url())) {
            assertBearable("over REST", client, server);
        }
    }

    @Test
    void over_sockets() {
        JavaProcess server = busy();
        try (Client client = Client.socket(server.url())) {
            assertBearable("over Socket.IO", client, server);
        }
    }

    @Test
    void behind_a_node_gateway() {
        NodeModules.require();
        JavaProcess provider = busy();
        NodePeer gateway = mesh.nodeGateway(NodeVersion.V3_0_0);
        gateway.awaitService("busy", SOON);
        try (Client client = Client.rest(gateway.url())) {
            assertBearable("behind a Node gateway", client, provider);
        }
    }
}
