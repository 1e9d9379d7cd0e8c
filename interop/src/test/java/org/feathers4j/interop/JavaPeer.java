package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;

import org.feathers4j.Application;
import org.feathers4j.ServiceHandle;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.Peer;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;

/** A Feathers application in this process, on the mesh over real sockets. {@link #close()} leaves the mesh politely. */
final class JavaPeer implements AutoCloseable {

    private final JavaPeerOptions options;
    private final Application app = Application.create().exposeMessages(true); // as Feathers does
    private final Distribution mesh;

    private JavaPeer(JavaPeerOptions options) {
        this.options = options;
        if (options.http()) {
            app.configure(Server.create(server -> {
                server.host("127.0.0.1").eventLoops(1);
                var startDelay = JavaPeerOptions.maxStartDelay();
                if (startDelay.isPositive()) {
                    server.maxStartDelay(startDelay);
                }
            }));
        }
        mesh = app.configure(Distribution.create(options.distribution()));
        options.services().forEach(this::use);
    }

    /** Starts a peer; on return it listens. */
    static JavaPeer start(JavaPeerOptions options) {
        var peer = new JavaPeer(options);
        try {
            peer.app.listen(0);
            return peer;
        } catch (Throwable e) {
            peer.close();
            throw e;
        }
    }

    String name() {
        return options.name();
    }

    /** The UUID of the app on the mesh. */
    String uuid() {
        return mesh.self().uuid();
    }

    /** Where the peer's REST server is: {@code http://127.0.0.1:<port>}. */
    String url() {
        return "http://127.0.0.1:" + app.port();
    }

    int port() {
        return app.port();
    }

    /** Leaves politely when the process is asked to end. */
    void closeOnExit() {
        app.closeOnExit();
    }

    /** The applications that offer a remote service and are asked. */
    List<String> owners(String path) {
        return mesh.owners(path).stream().map(Peer::uuid).toList();
    }

    /** A service, its own or a remote one. */
    ServiceHandle service(String path) {
        return app.service(path);
    }

    /** Registers another service, of a kind that {@link JavaKinds} knows. */
    void use(String path, String kind) {
        JavaKinds.use(app, path, kind, options.name());
    }

    /** Removes a service. */
    void unuse(String path) {
        app.unuse(path);
    }

    /** The remote service, once it can be used. */
    ServiceHandle await(String path, Duration within) {
        return mesh.await(path, within);
    }

    /** Returns when that many applications offer a remote service and are connected. */
    void awaitOwners(String path, int count, Duration within) {
        Eventually.await(
                within,
                "%d owners of '%s' at %s".formatted(count, path, this),
                () -> mesh.owners(path).size() == count);
    }

    /** Returns when there is no service at that path, not even one without a provider. */
    void awaitNoService(String path, Duration within) {
        Eventually.await(within, "the end of '%s' at %s".formatted(path, this), () -> !has(path));
    }

    /** Returns when there is an application of that UUID on the mesh. */
    void awaitPeer(String uuid, Duration within) {
        Eventually.await(within, "%s at %s".formatted(uuid, this), () -> knows(uuid));
    }

    /** Returns when there is no application of that UUID on the mesh any more. */
    void awaitStranger(String uuid, Duration within) {
        Eventually.await(within, "the end of %s at %s".formatted(uuid, this), () -> !knows(uuid));
    }

    private boolean knows(String uuid) {
        return mesh.peers().stream().anyMatch(peer -> peer.uuid().equals(uuid));
    }

    boolean has(String path) {
        return app.find(path).isPresent();
    }

    /** Notes these events of a service that is there now, until it goes. */
    JavaEvents listen(String path, String... events) {
        var heard = new JavaEvents("%s at %s".formatted(path, this));
        for (var event : events) {
            app.service(path).on(event, (item, context) -> heard.add(event, item, context));
        }
        return heard;
    }

    @Override
    public void close() {
        app.close();
    }

    @Override
    public String toString() {
        return "Java peer '%s' (%s)".formatted(name(), mesh.self());
    }
}
