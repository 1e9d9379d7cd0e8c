package org.feathers4j.testkit;

import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.distributed.MeshLink;

class MemoryLinkTest extends MeshLinkContract {
    private final MemoryMesh mesh = new MemoryMesh();

    @Override
    protected MeshLink newLink() {
        return mesh.link();
    }
}
