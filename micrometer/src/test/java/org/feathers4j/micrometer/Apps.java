package org.feathers4j.micrometer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.server.Server;

/** Gateways with metrics, and workers behind them. */
final class Apps implements AutoCloseable {
    final MemoryMesh mesh = new MemoryMesh();
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Application> running = new ArrayList<>();

    /** A service of its own at {@code notes}, all plugins, metrics, and the scrape at {@code /metrics}. */
    Application gateway(Consumer<MetricsOptions.Builder> options) {
        Application app = Application.create();
        running.add(app);
        app.configure(Metrics.create(o -> options.accept(o.registry(registry))));
        Server server = app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
        Channels channels = app.configure(Channels.create());
        app.onConnection(connection -> channels.channel("everyone").join(connection));
        channels.publish((item, context) -> channels.channel("everyone"));
        server.use(
                "/metrics",
                ctx -> ctx.vertx()
                        .executeBlocking(registry::scrape)
                        .onSuccess(text -> ctx.response()
                                .putHeader("Content-Type", "text/plain; version=0.0.4")
                                .end(text))
                        .onFailure(ctx::fail));
        app.use("notes", Service.create((data, params) -> data));
        app.use("broken", Service.get((id, params) -> {
            throw new IllegalStateException("on purpose");
        }));
        return app.listen(0);
    }

    /** Offers {@code todos}. */
    Distribution worker() {
        Application app = Application.create();
        running.add(app);
        Distribution distribution =
                app.configure(Distribution.create(o -> o.key("worker").link(mesh.link())));
        app.use("todos", Service.get((id, params) -> {
            if (id.toString().equals("none")) throw FeathersException.notFound("No record found for id '%s'", id);
            return Map.of("id", id.value());
        }));
        app.setup();
        return distribution;
    }

    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        running.reversed().forEach(Application::close);
    }
}
