package org.feathers4j.micrometer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import org.feathers4j.Application;
import org.feathers4j.LifeCycle;
import org.feathers4j.Plugin;
import org.feathers4j.Registration;
import org.feathers4j.channels.Channels;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of an application for any registry of Micrometer: calls, requests, sockets, events, and the mesh. Names are OpenTelemetry's where it has one.
 *
 * <pre>{@code
 * var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
 * app.configure(Metrics.create(registry));
 * }</pre>
 *
 * <p>To be configured before the application starts, before or after the plugins it measures. The meters are removed when the application closes; one registry serves one
 * application, unless each has tags of its own. Reading the meters of the mesh waits for its loop for a moment: not for an event loop. Safe for all threads.
 */
public final class Metrics {
    private final Application app;
    private final MetricsOptions options;
    private final Meters meters;
    private final List<Registration> listening = new ArrayList<>();
    private @Nullable MeshMeters mesh;

    private Metrics(Application app, MetricsOptions options) {
        this.app = app;
        this.options = options;
        this.meters = new Meters(options);
    }

    /** Metrics with their defaults. */
    public static Plugin<Metrics> create(MeterRegistry registry) {
        return create(options -> options.registry(registry));
    }

    /**
     * Metrics with options: {@code Metrics.create(o -> o.registry(registry).requests(false))}.
     *
     * @throws IllegalArgumentException when there is no registry, or an option makes no sense; when the application is configured, {@link IllegalStateException} when it
     *     has started or has metrics already
     */
    public static Plugin<Metrics> create(Consumer<MetricsOptions.Builder> change) {
        MetricsOptions options = MetricsOptions.of(change);
        return app -> {
            if (app.plugin(Metrics.class).isPresent())
                throw new IllegalStateException("Metrics are configured already: each call would be counted twice");
            var metrics = new Metrics(app, options);
            app.lifeCycle(metrics.new Life());
            metrics.listen();
            return metrics;
        };
    }

    private void listen() {
        listening.add(app.onCall(new CallTimers(meters, options.maxSeries())));
        if (options.requests()) listening.add(app.onAnswered(new RequestTimers(meters, options.maxSeries())));
    }

    private final class Life implements LifeCycle {
        /** All plugins are configured. */
        @Override
        public void started(Application application) {
            Optional<Server> server = app.plugin(Server.class);
            server.ifPresent(each -> SocketMeters.show(meters, each.sockets()));
            app.plugin(Channels.class)
                    .ifPresent(channels ->
                            listening.add(new EventMeters(meters, options.maxSeries()).listen(meters, channels)));
            app.plugin(Distribution.class).ifPresent(this::show);
        }

        private void show(Distribution distribution) {
            var shown = new MeshMeters(meters, distribution, options.maxSeries(), System::nanoTime);
            mesh = shown;
            shown.show();
            // a peer has its meters as soon as its services are there, and not with the second scrape from then on
            listening.add(app.on("service", news -> shown.refresh(true)));
        }

        @Override
        public void failed(Application application) {
            closed(application);
        }

        @Override
        public void closing(Application application) {
            if (mesh != null) mesh.close();
        }

        @Override
        public void closed(Application application) {
            listening.forEach(Registration::remove);
            meters.removeAll();
        }
    }
}
