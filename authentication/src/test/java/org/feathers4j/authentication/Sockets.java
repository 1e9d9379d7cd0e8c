package org.feathers4j.authentication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.HookContext;
import org.feathers4j.Params;
import org.feathers4j.channels.Connections;
import org.feathers4j.channels.Publication;
import org.feathers4j.channels.Recipient;
import org.feathers4j.transport.RouterOptions;
import org.feathers4j.transport.SocketCalls;
import org.jspecify.annotations.Nullable;

/** Clients with sockets that need no network: what a transport does with connections and calls, and what the application hears of it. */
final class Sockets {
    /** One client's end. */
    final class Client implements Recipient<String> {
        final Connection connection;
        final List<String> messages = new CopyOnWriteArrayList<>();
        private final AtomicInteger closed = new AtomicInteger();

        private Client(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void send(String message) {
            messages.add(message);
        }

        /** The server wants it so; then the connection is gone. */
        @Override
        public void close() {
            if (closed.getAndIncrement() == 0) connections.left(connection);
        }

        boolean isClosed() {
            return closed.get() > 0;
        }

        /** The client leaves. */
        void leave() {
            connections.left(connection);
        }

        /** The arguments of the acknowledgement. */
        List<@Nullable Object> emit(List<?> arguments) {
            return calls.answer(
                    connection, String.valueOf(arguments.getFirst()), arguments.subList(1, arguments.size()));
        }
    }

    private final List<List<Object>> appEvents = new CopyOnWriteArrayList<>();
    private final Connections<String> connections;
    private final SocketCalls calls;

    Sockets(Application app) {
        connections = Connections.of(app, Publication::name);
        calls = SocketCalls.of(app, RouterOptions.DEFAULT);
        for (String event : List.of("connection", "disconnect"))
            app.on(event, arguments -> appEvents.add(List.of(event, summary((Connection) arguments[0]))));
        for (String event : List.of("login", "logout"))
            app.on(event, arguments -> appEvents.add(List.of(event, summary(arguments))));
    }

    /** A client that has been let in; fails as the gates do. */
    Client connect(Map<String, @Nullable Object> headers) {
        return connect(headers, Map.of());
    }

    /** The same with what the client says in {@code auth}. */
    Client connect(Map<String, @Nullable Object> headers, Map<String, @Nullable Object> auth) {
        var lower = new LinkedHashMap<String, @Nullable Object>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        var client = new Client(new Connection("socketio", lower, null, auth, Map.of()));
        connections.enter(client.connection, client);
        return client;
    }

    /** How often the application has heard an event since anybody asked last what it has heard. */
    int count(String event) {
        int count = 0;
        for (List<Object> heard : appEvents) if (heard.getFirst().equals(event)) count++;
        return count;
    }

    /** What the application has heard since anybody asked last. */
    List<List<Object>> heard() {
        var heard = new ArrayList<>(appEvents);
        appEvents.clear();
        return heard;
    }

    private static Map<String, Object> summary(Connection connection) {
        return Map.of(
                "hasAuthentication", connection.get("authentication") != null,
                "hasUser", connection.get("user") != null);
    }

    private static Map<String, Object> summary(Object... arguments) {
        Params params = (Params) arguments[1];
        Connection connection = (Connection) params.get("connection");
        return Map.of(
                "resultKeys", List.copyOf(Vectors.object(arguments[0]).keySet()),
                "provider", String.valueOf(params.provider()),
                "hasConnection", connection != null,
                "connectionHasUser", connection != null && connection.get("user") != null,
                "contextMethod", ((HookContext) arguments[2]).method());
    }
}
