package org.feathers4j.nats;

import org.feathers4j.distributed.MeshLink;
import org.feathers4j.testkit.MeshLinkContract;
import org.feathers4j.testrules.NatsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** The NATS link over a real server. */
@EnabledIf("org.feathers4j.testrules.NatsServer#isInstalled")
class NatsLinkContractTest extends MeshLinkContract {
    @SuppressWarnings("NullAway.Init") // before all
    private static NatsServer server;

    private static int partitions;

    @BeforeAll
    static void start() {
        server = NatsServer.started();
    }

    @BeforeEach
    void nextMesh() {
        partitions++;
    }

    @Override
    protected MeshLink newLink() {
        return NatsLink.create(o -> o.servers(server.url()).partition("test " + partitions));
    }

    @AfterAll
    static void stop() {
        server.close();
    }
}
