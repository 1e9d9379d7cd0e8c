package org.feathers4j.meshpage;

import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.Plugin;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page with the live picture of the mesh, as the application that serves it sees it: applications of Java and Node,
 * their services and replicas, calls, latencies, failures, last messages and suspected peers, as a graph and as a list.
 *
 * <pre>{@code
 * app.configure(Server.create());
 * app.configure(Distribution.create());
 * app.configure(MeshPage.create(o -> o.hooks(h -> h.before(authenticate("jwt")))));
 * app.listen(3030);                                                  // http://localhost:3030/mesh
 * }</pre>
 *
 * <p>The page itself is static and open. What it shows comes from a read-only service, {@code mesh-status}, which the
 * hooks protect: without hooks, every client that reaches the server sees the mesh. The page asks with the token that
 * the official Feathers client keeps in the browser ({@code feathers-jwt}), and leads to the login when it is refused.
 *
 * <p>The service belongs to this application alone: peers cannot call it. Safe for all threads.
 */
public final class MeshPage {
    private static final Logger log = LoggerFactory.getLogger(MeshPage.class);

    private final MeshPageOptions options;

    private MeshPage(MeshPageOptions options) {
        this.options = options;
    }

    /** The page at {@code /mesh}, without protection. */
    public static Plugin<MeshPage> create() {
        return create(options -> {});
    }

    /**
     * The page with options. To be configured after {@link Server} and {@link Distribution}.
     *
     * @throws IllegalArgumentException when a path cannot be used; when the application is configured,
     *     {@link IllegalStateException} when it has no server or no distribution
     */
    public static Plugin<MeshPage> create(Consumer<MeshPageOptions.Builder> change) {
        MeshPageOptions options = MeshPageOptions.of(change);
        return app -> {
            Server server = required(app, Server.class, "Server.create()");
            Distribution distribution = required(app, Distribution.class, "Distribution.create()");
            // peers neither call it nor get a proxy of it, which would be without the hooks
            app.use(
                    options.service(),
                    new MeshStatusService(distribution::status, System::nanoTime),
                    o -> o.methods("find")
                            .serviceEvents()
                            .distributedMethods()
                            .distributedEvents()
                            .with("docs", false) // its form is the page's own affair
                            .hooks(options.hooks()));
            new PageFiles(options).on(server);
            if (!options.isProtected())
                log.warn(
                        "The mesh page at {} has no hooks: every client that reaches this server sees the mesh",
                        options.path());
            return new MeshPage(options);
        };
    }

    private static <T> T required(Application app, Class<T> type, String plugin) {
        return app.plugin(type)
                .orElseThrow(() -> new IllegalStateException(
                        "MeshPage needs a %s: configure %s before it".formatted(type.getSimpleName(), plugin)));
    }

    /** Where the page is, for instance {@code /mesh}. */
    public String path() {
        return options.path();
    }

    /** The path of the service that the page shows, for instance {@code mesh-status}. */
    public String service() {
        return options.service();
    }
}
