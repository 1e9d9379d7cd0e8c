package org.feathers4j.interop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.NatsServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A mesh on a UDP port of its own, and all peers that a test class starts on it. Any thread may start peers; closing the
 * mesh ends them all. Registered as an extension it serves one test: it installs Node's modules, and afterwards no peer may have failed.
 */
final class LoopbackMesh implements AutoCloseable, BeforeEachCallback, AfterEachCallback {

    private final int discoveryPort = DiscoveryPort.free();
    private final String suffix =
            "-" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
    private final @Nullable NatsServer nats;
    private final List<NodePeer> nodes = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> others = new CopyOnWriteArrayList<>();
    private final List<Load> loads = new CopyOnWriteArrayList<>();

    LoopbackMesh() {
        this(MeshKind.COTE);
    }

    /** A mesh with Java peers only, unless it is cote's. Aborts the test where what carries it is not installed. */
    LoopbackMesh(MeshKind kind) {
        assumeTrue(kind == MeshKind.COTE || NatsServer.isInstalled(), "there is no nats-server");
        nats = kind == MeshKind.NATS ? NatsServer.started() : null;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        NodeModules.require();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        try {
            assertUnharmed();
        } finally {
            close();
        }
    }

    int discoveryPort() {
        return discoveryPort;
    }

    /** A distribution key that no other mesh has. */
    String key(String name) {
        return name + suffix;
    }

    /** Starts a quick Node peer with the {@linkplain #key key} of its name, unless changed. */
    NodePeer node(String name, NodeVersion version, UnaryOperator<NodePeerOptions> change) {
        return node(change.apply(
                NodePeerOptions.quick(name, discoveryPort).withVersion(version).withKey(key(name))));
    }

    NodePeer node(NodePeerOptions options) {
        return node(options, List.of());
    }

    /** @param before what to put before the command, for instance to run it on a host of its own */
    NodePeer node(NodePeerOptions options, List<String> before) {
        var peer = NodePeer.start(options, before);
        nodes.add(peer);
        return peer;
    }

    /** Starts a quick Java peer in this process, with the {@linkplain #key key} of its name, unless changed. */
    JavaPeer java(String name, UnaryOperator<JavaPeerOptions> change) {
        return java(change.apply(quickJava(name)));
    }

    JavaPeer java(JavaPeerOptions options) {
        var peer = JavaPeer.start(options);
        others.add(peer);
        return peer;
    }

    /** Starts a quick Java peer in a process of its own, with the {@linkplain #key key} of its name, unless changed. */
    JavaProcess process(String name, UnaryOperator<JavaPeerOptions> change) {
        return process(change.apply(quickJava(name)));
    }

    /** @param jvm options of the virtual machine that win over those that it has otherwise */
    JavaProcess process(JavaPeerOptions options, String... jvm) {
        return process(options, List.of(), jvm);
    }

    /** @param before what to put before the command, for instance to run it on a host of its own */
    JavaProcess process(JavaPeerOptions options, List<String> before, String... jvm) {
        var peer = JavaProcess.start(options, before, jvm);
        others.add(peer);
        return peer;
    }

    /** What a quick Java peer is. */
    JavaPeerOptions quickJava(String name) {
        var options = JavaPeerOptions.quick(name, discoveryPort).withKey(key(name));
        return nats == null ? options : options.withNats(nats.url());
    }

    /** Makes a Java peer a replica of key {@code shared} that offers a service of this kind. */
    UnaryOperator<JavaPeerOptions> shared(String path, String kind) {
        return o -> o.withKey(key("shared")).withService(path, kind);
    }

    NodePeer nodeGateway(NodeVersion version) {
        return nodeGateway(version, o -> o);
    }

    /** A Node peer that only consumes, without a heartbeat: it knows services from the greetings of Java peers alone. */
    NodePeer nodeGateway(NodeVersion version, UnaryOperator<NodePeerOptions> change) {
        return node("node-gateway", version, o -> change.apply(o.onlyConsuming().withOption("heartbeatInterval", 0)));
    }

    /** Starts callers that make the same call again and again, at the latest until the mesh is closed. */
    Load load(int callers, Supplier<@Nullable Object> call) {
        var load = new Load(callers, call);
        loads.add(load);
        return load;
    }

    /** Calls an echo service so often a second, at the latest until the mesh is closed. */
    Traffic traffic(ServiceHandle echo, int perSecond) {
        var traffic = new Traffic(echo, perSecond);
        others.addFirst(traffic);
        return traffic;
    }

    /** Fails when anything has gone uncaught in a Node peer, or one that still runs does not answer any more. */
    void assertUnharmed() {
        for (var node : nodes) {
            if (node.alive()) {
                node.assertUnharmed();
            } else if (!node.uncaught().isEmpty()) {
                throw new AssertionError("%s, now ended: uncaught %s".formatted(node, node.uncaught()));
            }
        }
    }

    @Override
    public void close() {
        loads.forEach(Load::end);
        // Node peers first: a Java peer that leaves politely need not wait for them then.
        nodes.forEach(NodePeer::close);
        Exception failure = null;
        for (var peer : others) {
            try {
                peer.close();
            } catch (Exception e) {
                failure = e;
            }
        }
        if (nats != null) nats.close();
        if (failure != null) {
            throw new AssertionError("a peer could not be closed", failure);
        }
    }
}
