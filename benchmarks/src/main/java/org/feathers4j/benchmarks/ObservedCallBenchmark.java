package org.feathers4j.benchmarks;

import java.time.Duration;
import java.util.Map;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.micrometer.Metrics;
import org.feathers4j.opentelemetry.Tracing;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What metrics and traces add to a local {@code get}, the shortest call there is, and to one over a mesh within the process, the shortest of those. */
@State(Scope.Benchmark)
public class ObservedCallBenchmark {
    private static final Map<String, Object> TODO = Map.of("id", 1, "text", "Write", "done", false);

    private final Id id = Id.of(1);
    private final Params params = Params.empty();
    private final ServiceHandle plain = service(app());
    private final ServiceHandle metered = service(metered());
    private final ServiceHandle traced = service(traced(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
                    .build())
            .build()));
    private final ServiceHandle untraced = service(traced(OpenTelemetry.noop()));

    private final ServiceHandle far = far(app(), app());
    private final ServiceHandle farMetered = far(metered(), metered());

    private static ServiceHandle far(Application caller, Application provider) {
        var mesh = new MemoryMesh();
        provider.configure(Distribution.create(o -> o.key("provider").link(mesh.link())));
        provider.use("todos", Service.get((id, params) -> TODO));
        provider.setup();
        Distribution near =
                caller.configure(Distribution.create(o -> o.key("caller").link(mesh.link())));
        caller.setup();
        return near.await("todos", Duration.ofSeconds(10));
    }

    private static Application app() {
        return Application.create();
    }

    private static Application metered() {
        Application app = app();
        app.configure(Metrics.create(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
        return app;
    }

    private static Application traced(OpenTelemetry telemetry) {
        Application app = app();
        app.configure(Tracing.create(telemetry));
        return app;
    }

    private static ServiceHandle service(Application app) {
        return app.use("todos", Service.get((id, params) -> TODO)).service("todos");
    }

    @Benchmark
    public @Nullable Object alone() {
        return plain.get(id, params);
    }

    @Benchmark
    public @Nullable Object withMetrics() {
        return metered.get(id, params);
    }

    @Benchmark
    public @Nullable Object withTraces() {
        return traced.get(id, params);
    }

    @Benchmark
    public @Nullable Object withTracesToNowhere() {
        return untraced.get(id, params);
    }

    @Benchmark
    public @Nullable Object overTheMesh() {
        return far.get(id, params);
    }

    @Benchmark
    public @Nullable Object overTheMeshWithMetrics() {
        return farMetered.get(id, params);
    }
}
