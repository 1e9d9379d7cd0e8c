package org.feathers4j.examples.todos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.health.Health;
import org.feathers4j.server.Server;
import org.feathers4j.sql.SqlDatabase;
import org.feathers4j.sql.SqlService;
import org.jspecify.annotations.Nullable;

/** One replica of the todo service: produces only. Start as many as you like over one database, each with a PORT of its own. */
public final class Replica {
    private Replica() {}

    /** What a client sends to toggle a todo. */
    record Toggle(int id) {}

    /**
     * Serves todos on the port in the environment variable PORT, 3031 unless set, and offers them to the mesh. They are in the database of DATABASE_URL, {@code data.db} unless
     * set.
     */
    public static void main(String[] args) {
        int port = Ports.fromEnvironment(3031);
        Application app = Application.create();
        app.configure(Server.create());
        app.configure(Distribution.create(o -> o.key("todos").services("todos").remoteServices()));
        app.configure(Health.create());
        SqlDatabase database = app.configure(SqlDatabase.create());
        Tables.todos(database);
        app.use(
                "todos",
                SqlService.create(o -> o.database(database).table("todos")),
                o -> o.method("toggle", Toggle.class, (toggle, params) -> toggled(app.service("todos"), toggle)));
        app.service("todos")
                .hooks(h -> h.before("create", Replica::openUnlessDone).after(context -> stamp(context, port)));
        app.listen(port);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
    }

    private static void openUnlessDone(HookContext context) {
        context.dataObject().putIfAbsent("done", false);
    }

    /** Says which replica has answered. */
    private static void stamp(HookContext context, int port) {
        context.result(stamped(context.result(), port));
    }

    private static @Nullable Object stamped(@Nullable Object result, int port) {
        return switch (result) {
            case List<?> todos ->
                todos.stream().map(todo -> stamped(todo, port)).toList();
            case Map<?, ?> todo -> {
                var stamped = new LinkedHashMap<Object, @Nullable Object>(todo);
                stamped.put("replica", port);
                yield stamped;
            }
            case null, default -> result;
        };
    }

    /** A custom method: {@code curl -H 'X-Service-Method: toggle' ...}. */
    private static @Nullable Object toggled(ServiceHandle todos, @Nullable Toggle toggle) {
        if (toggle == null) throw FeathersException.badRequest("Say which todo: {\"id\": 1}");
        Id id = Id.of(toggle.id());
        Map<?, ?> todo = (Map<?, ?>) Objects.requireNonNull(todos.get(id, Params.empty()));
        return todos.patch(id, Map.of("done", !Boolean.TRUE.equals(todo.get("done"))));
    }
}
