package ${package};

import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.DistributionOptions;
import org.feathers4j.health.Health;
import org.feathers4j.server.Server;

/** The application: what it consists of, and its start. */
public final class App {
    private App() {}

    /** Starts it on the port in the environment variable PORT, 3030 unless set. */
    public static void main(String[] args) {
        Application app = create(options -> {}).closeOnExit(); // SIGTERM finishes what is under way
        app.listen(port(System.getenv()));
    }

    /** The application before its start. Applications with the same key are replicas of each other. */
    static Application create(Consumer<DistributionOptions.Builder> mesh) {
        Application app = Application.create();
        app.configure(Server.create());
        app.configure(Distribution.create(mesh.andThen(options -> options.key("${artifactId}"))));
        app.configure(Health.create()); // /health and /ready
        app.use("todos", new Todos());
        return app;
    }

    private static int port(Map<String, String> environment) {
        return Integer.parseInt(environment.getOrDefault("PORT", "3030").strip());
    }
}
