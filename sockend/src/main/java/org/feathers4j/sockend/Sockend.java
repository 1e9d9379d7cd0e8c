package org.feathers4j.sockend;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.feathers4j.cote.Cote;
import org.feathers4j.cote.Offer;
import org.feathers4j.cote.ServiceDirectory;
import org.feathers4j.socketioserver.SocketIoServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects Socket.IO clients to a cote network (cote, sockend.js). A client emits the type of a request with an object and gets the answer of the responder; events of publishers are
 * emitted to clients. A component with a namespace belongs to the Socket.IO namespace of that name, a component without one to the main namespace.
 *
 * <pre>{@code
 * var app = Application.create();
 * Server server = app.configure(Server.create());
 * Sockend.open(Cote.create(), server.sockets());
 * app.listen(3030);
 * }</pre>
 *
 * <p>A request must be listed in the {@code respondsTo} of a responder, and goes only to responders that list it. A namespace exists from its first responder or publisher on; earlier
 * clients are refused, as in Node. The main namespace is served at once, unless the application serves it already: open the Sockend after {@code listen} to leave it
 * to the services.
 *
 * <p>Safe for all threads. Only the queue of the service directory adds namespaces.
 */
public final class Sockend implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sockend.class);
    private static final String MAIN = "/";

    private final Cote cote;
    private final SocketIoServer sockets;
    private final SockendOptions options;
    private final Semaphore permits;
    private final Map<String, SockendNamespace> namespaces = new ConcurrentHashMap<>();
    private final ServiceDirectory directory;
    private volatile boolean closed;

    private Sockend(Cote cote, SocketIoServer sockets, SockendOptions options) {
        this.cote = cote;
        this.sockets = sockets;
        this.options = options;
        this.permits = new Semaphore(options.maxRequests());
        serve("");
        this.directory = cote.serviceDirectory("sockend", o -> o.key(options.key()), this::changed);
    }

    /**
     * Serves the responders and publishers without a key.
     *
     * @param cote discovers them; stays open when the Sockend is closed
     * @param sockets the server that clients connect to
     */
    public static Sockend open(Cote cote, SocketIoServer sockets) {
        return open(cote, sockets, options -> {});
    }

    /**
     * Serves the responders and publishers of a key.
     *
     * @param cote discovers them; stays open when the Sockend is closed
     * @param sockets the server that clients connect to
     * @param options for instance {@code o -> o.key("shop")}
     */
    public static Sockend open(Cote cote, SocketIoServer sockets, Consumer<SockendOptions.Builder> options) {
        return new Sockend(cote, sockets, SockendOptions.of(options));
    }

    private void changed(Set<Offer> offers) {
        if (closed) return;
        for (Offer each : offers) serve(Objects.requireNonNullElse(each.namespace(), ""));
        namespaces.forEach((name, namespace) -> namespace.offer(offers.stream()
                .filter(offer -> name.equals(Objects.requireNonNullElse(offer.namespace(), "")))
                .collect(Collectors.toSet())));
        if (closed) closeNamespaces(); // closed meanwhile, before these namespaces existed
    }

    private void serve(String namespace) {
        namespaces.computeIfAbsent(namespace, name -> {
            var served = new SockendNamespace(cote, name, options, permits);
            try {
                sockets.of(MAIN + name, served);
            } catch (IllegalStateException taken) {
                log.info("Namespace {}{} is served by the application; the Sockend does not serve it", MAIN, name);
            } catch (IllegalArgumentException odd) {
                log.warn("Namespace '{}' cannot be served to Socket.IO clients: {}", name, odd.getMessage());
            }
            return served;
        });
    }

    /** Disconnects all clients from the namespaces of the Sockend and stops serving them. */
    @Override
    public void close() {
        closed = true;
        directory.close();
        closeNamespaces();
    }

    private void closeNamespaces() {
        namespaces.values().forEach(SockendNamespace::close);
    }
}
