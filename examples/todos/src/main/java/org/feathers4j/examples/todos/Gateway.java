package org.feathers4j.examples.todos;

import java.time.Duration;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.authentication.AuthenticationHooks;
import org.feathers4j.channels.Channels;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.health.Health;
import org.feathers4j.meshpage.MeshPage;
import org.feathers4j.server.Server;

/**
 * The entrance: knows the users, and passes every other call on to an application that offers the service. The page at its root shows the todos, the one at {@code /mesh} the
 * mesh, live; only users who have logged in see and hear anything.
 */
public final class Gateway {
    private Gateway() {}

    /**
     * Listens on the port in the environment variable PORT, 3030 unless set; TIMEOUT is how many seconds a call may take, 10 unless set. Users are in the database of
     * DATABASE_URL, {@code data.db} unless set.
     */
    public static void main(String[] args) {
        int port = Ports.fromEnvironment(3030);
        long timeout = Long.parseLong(System.getenv().getOrDefault("TIMEOUT", "10"));
        Application app = Application.create();
        Page.serve(app.configure(Server.create()));
        Channels channels = app.configure(Channels.create());
        app.onLogin((result, params) -> {
            Connection connection = params.connection();
            if (connection != null) channels.channel("users").join(connection);
        });
        app.onLogout((result, params) -> {
            Connection connection = params.connection();
            if (connection != null) channels.channel("users").leave(connection);
        });
        channels.publish((item, context) -> channels.channel("users"));
        app.configure(Distribution.create(o -> o.key("gateway")
                .services()
                .timeout(Duration.ofSeconds(timeout))
                .hooks(h -> h.before(AuthenticationHooks.authenticate("jwt")))));
        app.configure(
                MeshPage.create(o -> o.path("/mesh").hooks(h -> h.before(AuthenticationHooks.authenticate("jwt")))));
        app.configure(Health.create(o -> o.requires("todos")));
        app.configure(new Accounts());
        app.listen(port);
        Accounts.addGuest(app);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
    }
}
