package org.feathers4j.examples.demo;

import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;

/** An application that can't start: the first argument says why, the second one is the port. */
final class FailingStart {
    private FailingStart() {}

    /** Needs a database. */
    private static final class Orders implements Service.Gets {
        @Override
        public void setup(Application app, String path) {
            throw new IllegalStateException("no database");
        }

        @Override
        public Object get(Id id, Params params) {
            return "never";
        }
    }

    public static void main(String[] args) {
        int port = Integer.parseInt(args[1]);
        var app = Application.create().closeOnExit();
        Server server = app.configure(Server.create(o -> o.host("127.0.0.1")));
        server.use("/health", ctx -> ctx.end("well"));
        app.configure(Distribution.create(o -> o.cote(Map.of("broadcast", "127.255.255.255"))));
        app.use("users", MemoryService.create());
        if (args[0].equals("secret")) app.use("authentication", authentication(app));
        if (args[0].equals("setup")) app.use("orders", new Orders());
        if (args[0].equals("servers")) app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.listen(port);
    }

    private static AuthenticationService authentication(Application app) {
        app.set(
                "authentication",
                Map.of("secret", "short", "entity", "user", "service", "users", "authStrategies", List.of("jwt")));
        return new AuthenticationService(app).register("jwt", new JwtStrategy());
    }
}
