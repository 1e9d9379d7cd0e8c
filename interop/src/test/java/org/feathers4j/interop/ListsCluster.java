package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;

/** Three replicas that share lists in a folder, and a gateway in front of them. */
enum ListsCluster {
    /** All of Java. */
    JAVA,
    /** All of Node. */
    NODE,
    /** The gateway and two replicas of Java, one of Node. */
    MIXED;

    static final int SIZE = 3;

    private static final Duration SOON = Patience.ofSeconds(60);

    /**
     * Starts all of it; the mesh ends it.
     *
     * @param ground what they run on
     */
    FaultRun start(LoopbackMesh mesh, Path folder, Ground ground) {
        var started = new Started(mesh, folder, ground);
        var replicas = new ArrayList<Replica>();
        for (int place = 0; place < SIZE; place++) replicas.add(started.replica(place, "replica" + place));
        var gateway = started.gateway();
        Eventually.await(SOON, "all replicas", () -> gateway.replicas() == SIZE);
        return new FaultRun(gateway, folder, replicas, started::replica, ground);
    }

    /** Starts its parts. */
    private final class Started {
        private final LoopbackMesh mesh;
        private final Path folder;
        private final Ground ground;
        private final String key;

        Started(LoopbackMesh mesh, Path folder, Ground ground) {
            this.mesh = mesh;
            this.folder = folder;
            this.ground = ground;
            key = mesh.key("lists");
        }

        ListsGateway gateway() {
            if (ListsCluster.this == NODE) {
                var node = mesh.node("gateway", NodeVersion.V3_0_0, o -> heard(o.onlyConsuming()));
                node.awaitService(ListsGateway.PATH, SOON);
                return ListsGateway.of(node, key);
            }
            var java = mesh.java("gateway", o -> heard(o.onlyConsuming()));
            java.await(ListsGateway.PATH, SOON);
            return ListsGateway.of(java);
        }

        Replica replica(int place, String name) {
            var before = ground.command(place);
            if (ListsCluster.this == NODE || (ListsCluster.this == MIXED && place == SIZE - 1)) {
                var options = heard(NodePeerOptions.quick(name, mesh.discoveryPort()))
                        .withKey(key)
                        .onlyProducing()
                        .withService(ListsGateway.PATH, "append-only", Map.of("folder", folder.toString()));
                return Replica.of(mesh.node(options, before));
            }
            var options = heard(mesh.quickJava(name))
                    .withKey(key)
                    .onlyProducing()
                    .withService(ListsGateway.PATH, JavaKinds.APPEND_ONLY + folder);
            return Replica.of(name, mesh.process(options, before));
        }

        private JavaPeerOptions heard(JavaPeerOptions options) {
            var changed = options;
            for (var each : ground.coteOfJava().entrySet()) changed = changed.withCote(each.getKey(), each.getValue());
            return changed;
        }

        private NodePeerOptions heard(NodePeerOptions options) {
            var changed = options;
            for (var each : ground.coteOfNode().entrySet()) changed = changed.withCote(each.getKey(), each.getValue());
            return changed;
        }
    }
}
