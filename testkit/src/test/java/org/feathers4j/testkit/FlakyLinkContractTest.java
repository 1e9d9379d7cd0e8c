package org.feathers4j.testkit;

import java.time.Duration;

import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshLoop;

/** Late and out of turn is no breach of contract. */
class FlakyLinkContractTest extends MeshLinkContract {
    private static final NetworkConditions LATE = new NetworkConditions(0, 0, Duration.ZERO, Duration.ofMillis(5), 1);

    private final MemoryMesh mesh = new MemoryMesh();
    private long seed;

    @Override
    protected MeshLink newLink() {
        var link = new FlakyLink(mesh.link(), MeshLoop.start("flaky"), seed++);
        link.weather(LATE);
        return link;
    }
}
