package org.feathers4j.examples.todos;

import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.server.Server;

/** One replica of the todo service: produces only. Start as many as you like, each with a PORT of its own. */
public final class Replica {
    private Replica() {}

    /** Serves todos on the port in the environment variable PORT, 3031 unless set, and offers them to the mesh. */
    public static void main(String[] args) {
        int port = Ports.fromEnvironment(3031);
        Application app = Application.create();
        app.configure(Server.create());
        app.configure(Distribution.create(o -> o.key("todos").services("todos").remoteServices()));
        var todos = new Todos(port * 1000);
        app.use("todos", todos, o -> o.method("toggle", Todos.Toggle.class, todos::toggle));
        app.listen(port);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
    }
}
