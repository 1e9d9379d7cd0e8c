package app;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Found;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.TypedService;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.openapi.OpenApi;
import org.feathers4j.server.Server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Todos as records and notes in memory, over REST and Socket.IO, and on the mesh; besides, a server that is mounted in one of Vert.x, and one that soon closes idle connections. */
public final class Main {
    private Main() {}

    public record Todo(int id, String text) {}

    /** Remembers what it gets. */
    static final class Todos implements TypedService.Finds<Todo>, TypedService.Gets<Todo>, TypedService.Creates<Todo> {
        private final List<Todo> todos = new CopyOnWriteArrayList<>();

        @Override
        public Found<Todo> find(Params params) {
            return Found.of(todos);
        }

        @Override
        public Todo get(Id id, Params params) {
            return todos.stream()
                    .filter(todo -> todo.id() == id.asLong())
                    .findFirst()
                    .orElseThrow(() -> FeathersException.notFound("No todo %s", id));
        }

        @Override
        public Todo create(Todo data, Params params) {
            todos.add(data);
            return data;
        }
    }

    public static void main(String[] arguments) throws Exception {
        var app = Application.create();
        app.configure(Server.create());
        app.configure(OpenApi.create());
        app.configure(Distribution.create(options -> options.key("modules").cote(Map.of("broadcast", "127.255.255.255"))));
        app.use("todos", new Todos());
        app.use("notes", MemoryService.create());
        app.listen(0);

        var vertx = Vertx.vertx();
        var router = Router.router(vertx);
        var mounted = Application.create();
        mounted.configure(Server.create(options -> options.vertx(vertx))).mount(router, "/api");
        mounted.setup();
        HttpServer host = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();

        var crowded = Application.create();
        crowded.configure(Server.create(options -> options.maxConnections(1)));
        crowded.listen(0);

        System.out.printf(
                "module %s, mounted on port %d, crowded on port %d, port %d%n",
                Application.class.getModule().getName(), host.actualPort(), crowded.port(), app.port());
        System.in.read(); // the end of it ends the application
        crowded.close();
        mounted.close();
        vertx.close().await();
        app.close();
    }
}
