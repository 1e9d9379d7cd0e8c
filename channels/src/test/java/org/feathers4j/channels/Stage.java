package org.feathers4j.channels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.SerialExecutor;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceOptions;
import org.feathers4j.testrules.Patience;
import org.feathers4j.transport.RouterOptions;
import org.feathers4j.transport.SocketCalls;
import org.jspecify.annotations.Nullable;

/** An application with three clients that write down what they get, all in the channel {@code all} and each in one of its own name. */
final class Stage {
    final Application app = Application.create();
    private final Map<String, SerialExecutor> queues = new ConcurrentHashMap<>();
    final Channels channels = app.configure(with -> Channels.configure(with, service -> queue(service.path())));
    private final List<Publication> publications = new ArrayList<>();
    private final SocketCalls calls = SocketCalls.of(app, RouterOptions.DEFAULT);
    private final Connections<Publication> connections = Connections.of(app, publication -> publication);
    private final Map<String, FakeRecipient<Publication>> clients = new LinkedHashMap<>();
    final Connection c1 = client("c1");
    final Connection c2 = client("c2");
    final Connection c3 = client("c3");

    Stage() {
        channels.onPublication(publication -> {
            synchronized (publications) {
                publications.add(publication);
            }
        });
    }

    private SerialExecutor queue(String path) {
        return queues.computeIfAbsent(path, name -> new SerialExecutor(name, 10_000));
    }

    private Connection client(String name) {
        var connection = new Connection("socketio", Map.of()).set("name", name);
        var socket = new FakeRecipient<Publication>();
        clients.put(name, socket);
        connections.enter(connection, socket);
        channels.channel("all", name).join(connection);
        return connection;
    }

    Channel all() {
        return channels.channel("all");
    }

    ServiceHandle things() {
        return use("things", new Things(), o -> {});
    }

    ServiceHandle use(String path, Service service, Consumer<ServiceOptions.Builder> options) {
        app.use(path, service, options);
        return app.service(path);
    }

    /** What a client is answered that emits this, as arguments of the acknowledgement. */
    List<@Nullable Object> call(Connection caller, List<?> emit) {
        return calls.answer(caller, String.valueOf(emit.getFirst()), emit.subList(1, emit.size()));
    }

    /** What has been published since this was asked last, once everything emitted so far is. */
    List<Publication> publications() {
        queues.values().forEach(Stage::finish);
        synchronized (publications) {
            List<Publication> taken = List.copyOf(publications);
            publications.clear();
            return taken;
        }
    }

    private static void finish(SerialExecutor queue) {
        var done = new CountDownLatch(1);
        queue.add(done::countDown);
        try {
            if (!done.await(Patience.ofSeconds(10).toSeconds(), TimeUnit.SECONDS))
                throw new AssertionError("a publisher does not end");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The messages that each client has received since the last call, as name and payload. */
    Map<String, List<List<@Nullable Object>>> received() {
        queues.values().forEach(Stage::finish);
        var received = new LinkedHashMap<String, List<List<@Nullable Object>>>();
        clients.forEach((name, socket) -> received.put(
                name,
                socket.taken().stream()
                        .map(message -> Arrays.asList(message.name(), message.payload()))
                        .toList()));
        return received;
    }

    static String name(Connection client) {
        return String.valueOf(client.get("name"));
    }
}
