package org.feathers4j.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Registration;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceOptions;
import org.feathers4j.TypedHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of a Feathers server, in Java or in Node: an application whose services are those of the server, as with the official client. It hands out the handles that an application has for services of its
 * own, so code need not know where a service is.
 *
 * <pre>{@code
 * try (Client client = Client.socket("https://example.com")) {
 *     client.authentication().authenticate("local", Map.of("email", email, "password", password));
 *     TypedHandle<Todo> todos = client.service("todos", Todo.class);
 *     todos.on("created", (todo, context) -> log.info("created {}", todo));
 *     todos.create(new Todo(null, "Write", false));
 * }
 * }</pre>
 *
 * <p>Safe for all threads. A call blocks its thread until there is an answer or its time is over, and ends once: with the result, with the error of the server, or with Timeout or Unavailable and a message
 * that says what was asked, where, and for how long. No call is made twice. Listeners run on one thread of the client, one after another, in the order of the events; they may call services. The threads of a
 * client do not keep a process running, and are gone when it is closed.
 */
public final class Client implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Client.class);

    private final Application app = Application.create();
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
    private final ClientAuthentication authentication;
    private final Caller caller;
    private final List<String> events;

    private Client(ClientOptions options, List<String> events, Function<Client, Caller> calling) {
        this.events = events;
        authentication = new ClientAuthentication(app, options);
        caller = calling.apply(this);
        app.defaultService(path -> new RemoteService(path, caller, events));
        app.setup();
    }

    /** A client over REST, with the options as they are; see {@link #rest(String, Consumer)}. */
    public static Client rest(String url) {
        return rest(url, o -> {});
    }

    /**
     * A client over REST. The events of its services are those of calls made by itself, as with the official client.
     *
     * @param url of the server, {@code http} or {@code https}, with a path where the services are below one, without user name and password
     * @throws IllegalArgumentException when it is not such a URL, or an option has a value that it cannot have
     */
    public static Client rest(String url, Consumer<ClientOptions.Builder> options) {
        URI base = base(url);
        ClientOptions built = ClientOptions.of(options);
        return new Client(
                built,
                List.of(),
                client -> new RestCaller(
                        base.toString(), built, built.network(), call -> client.authentication.header(call)));
    }

    /** A client over Socket.IO, with the options as they are; see {@link #socket(String, Consumer)}. */
    public static Client socket(String url) {
        return socket(url, o -> {});
    }

    /**
     * A client over Socket.IO, by WebSocket, which hears the events that the server sends. It connects in the background, and again whenever the connection is lost; calls wait for the connection.
     *
     * @param url of the server, {@code http} or {@code https}, without user name and password
     * @throws IllegalArgumentException when it is not such a URL, or an option has a value that it cannot have
     */
    public static Client socket(String url, Consumer<ClientOptions.Builder> options) {
        URI base = base(url);
        ClientOptions built = ClientOptions.of(options);
        String path = built.socketPath();
        URI uri = URI.create("ws" + base.toString().substring("http".length()) + (path.startsWith("/") ? "" : "/")
                + path + "?EIO=4&transport=websocket");
        var client = new Client(
                built,
                ServiceOptions.DEFAULT_EVENTS,
                made -> new SocketCaller(uri, built, built.network(), made.new Hearing()));
        if (client.caller instanceof SocketCaller socket) socket.connect();
        return client;
    }

    private static URI base(String url) {
        // an at sign before the path; checked first, for other messages repeat the URL
        if (url.matches("(?s)[^/?#]*/*[^/?#]*@.*"))
            throw new IllegalArgumentException(
                    "The URL of a server must not have a user name or password: logs and errors would show it. Use a header");
        URI uri = URI.create(url.replaceAll("/+$", ""));
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!isHttp || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null)
            throw new IllegalArgumentException(
                    "'%s' is not the URL of a server, such as https://example.com".formatted(url));
        return uri;
    }

    /** Returns the remote service at a path. Whether it exists is not checked until the first call. */
    public ServiceHandle service(String path) {
        return app.service(path);
    }

    /** The service of the server at a path, with records in and out. */
    public <T> TypedHandle<T> service(String path, Class<T> type) {
        return app.service(path, type);
    }

    /**
     * Says what a service has beside Feathers' own methods and events, before its first use:
     *
     * <pre>{@code
     * client.use("todos", s -> s.methods("toggle").events("toggled"));
     * }</pre>
     *
     * @return the service
     * @throws IllegalArgumentException when the service was used or described before
     */
    public ServiceHandle use(String path, Consumer<RemoteOptions> options) {
        var described = new RemoteOptions();
        options.accept(described);
        var all = new ArrayList<>(events);
        all.addAll(described.events());
        var service = new RemoteService(path, caller, all);
        app.use(path, service, o -> described.methods().forEach(method -> o.method(method, service.custom(method))));
        return app.service(path);
    }

    /** Logs the client in and out. */
    public ClientAuthentication authentication() {
        return authentication;
    }

    /** The application that the services belong to here, for hooks of all services and for {@code onLogin} and {@code onLogout}. */
    public Application app() {
        return app;
    }

    /** Whether calls are sent at once: over REST as long as it is not closed, over a socket while there is a connection. */
    public boolean isConnected() {
        return app.isSetUp() && !(caller instanceof SocketCaller socket && !socket.isConnected());
    }

    /** Hears of connections from now on. There are none over REST. */
    public Registration on(ConnectionListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends the connection, calls under way (Unavailable) and all threads. Listeners that run have five seconds to end. */
    @Override
    public void close() {
        caller.close();
        app.close();
    }

    /** What the socket tells. */
    private final class Hearing implements SocketListener {
        /** Whether the store has to be told of a login; the thread of the listeners does so, for a store may take its time. */
        private volatile boolean changed;

        @Override
        public void event(String path, String event, @Nullable Object item) {
            app.find(path).ifPresent(service -> service.emit(event, item));
        }

        @Override
        public void connected(boolean recovered) {
            boolean keeps = changed;
            changed = false;
            if (keeps) told(authentication::keep);
            for (ConnectionListener each : listeners) told(() -> each.connected(recovered));
        }

        @Override
        public void disconnected(String reason) {
            for (ConnectionListener each : listeners) told(() -> each.disconnected(reason));
        }

        private void told(News news) {
            try {
                news.tell();
            } catch (Exception e) {
                if (e instanceof InterruptedException) Thread.currentThread().interrupt();
                log.warn("A listener for connections failed; other listeners are not affected", e);
            }
        }

        @Override
        public @Nullable Map<String, Object> login() {
            String token = authentication.accessToken();
            return token == null ? null : Map.of("strategy", "jwt", "accessToken", token);
        }

        @Override
        public void loggedIn(@Nullable Object result) {
            if (!(result instanceof Map<?, ?>)) return;
            authentication.renewed(ClientAuthentication.object(result));
            changed = true;
        }

        @Override
        public boolean loginFailed(FeathersException error) {
            if (!ClientAuthentication.isRefusal(error)) return false;
            authentication.renewed(null);
            changed = true;
            return true;
        }
    }

    /** What a listener is told. */
    @FunctionalInterface
    private interface News {
        void tell() throws Exception;
    }
}
