package org.feathers4j.opentelemetry;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.client.Client;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TracingTest {
    private static final Duration SOON = Patience.ofSeconds(20);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT_SPAN = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-%s-%s-01".formatted(TRACE, CLIENT_SPAN);
    private static final String NO_PARENT = "0000000000000000";

    private final MemoryMesh mesh = new MemoryMesh();
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    private final List<Application> running = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        running.reversed().forEach(Application::close);
        http.close();
        telemetry.close();
    }

    private Application application(String key, Consumer<TracingOptions.Builder> options) {
        Application app = Application.create();
        running.add(app);
        app.configure(Tracing.create(o -> options.accept(o.openTelemetry(telemetry))));
        app.configure(Distribution.create(o -> o.key(key).link(mesh.link())));
        return app;
    }

    private Application gateway(Consumer<TracingOptions.Builder> options) {
        Application app = application("gateway", options);
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        return app.listen(0);
    }

    /** Offers {@code todos}, which ask {@code users} of their own application. */
    private Application provider() {
        Application app = application("provider", o -> {});
        app.use("users", Service.get((id, params) -> Map.of("id", id.value())));
        app.use("todos", new Todos(app));
        return app.setup();
    }

    private static final class Todos implements Service.Gets, Service.Creates {
        private final Application app;

        Todos(Application app) {
            this.app = app;
        }

        @Override
        public Object get(Id id, Params params) {
            if (id.toString().equals("none")) throw FeathersException.notFound("No todo");
            if (id.toString().equals("broken")) throw new IllegalStateException("on purpose");
            return Objects.requireNonNull(app.service("users").get(id, Params.empty()));
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return Map.of("id", 1);
        }
    }

    private int get(Application app, String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(app.port(), path)));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private List<SpanData> spans(int count) {
        return Eventually.get(SOON, count + " spans", exporter::getFinishedSpanItems, found -> found.size() >= count);
    }

    private SpanData span(String name, SpanKind kind) {
        List<SpanData> found = exporter.getFinishedSpanItems().stream()
                .filter(each -> each.getName().equals(name) && each.getKind() == kind)
                .toList();
        assertThat(found)
                .as("%s %s of %s", kind, name, exporter.getFinishedSpanItems())
                .hasSize(1);
        return found.getFirst();
    }

    private Application gatewayWithProvider() {
        provider();
        Application gateway = gateway(o -> {});
        gateway.plugin(Distribution.class).orElseThrow().await("todos", SOON);
        return gateway;
    }

    @Test
    void a_call_of_a_client_through_a_gateway_is_one_trace() throws Exception {
        Application gateway = gatewayWithProvider();
        assertThat(get(gateway, "/todos/1", "traceparent", TRACEPARENT)).isEqualTo(200);
        List<SpanData> all = spans(4);
        assertThat(all).hasSize(4).allMatch(each -> each.getTraceId().equals(TRACE));
        SpanData client = span("todos/get", SpanKind.CLIENT);
        SpanData users = span("users/get", SpanKind.INTERNAL);
        List<SpanData> servers =
                all.stream().filter(each -> each.getKind() == SpanKind.SERVER).toList();
        SpanData first = servers.stream()
                .filter(each -> each.getParentSpanId().equals(CLIENT_SPAN))
                .findFirst()
                .orElseThrow();
        SpanData second = servers.stream()
                .filter(each -> each.getParentSpanId().equals(client.getSpanId()))
                .findFirst()
                .orElseThrow();
        assertThat(client.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(users.getParentSpanId()).isEqualTo(second.getSpanId());
        assertThat(first.getAttributes().get(Names.PROVIDER)).isEqualTo("rest");
        assertThat(second.getAttributes().get(Names.PROVIDER)).isEqualTo("mesh");
        assertThat(client.getAttributes().get(Names.PEER)).isEqualTo("provider");
    }

    @Test
    void an_error_is_in_the_spans_and_one_of_the_client_blames_no_server() throws Exception {
        Application gateway = gatewayWithProvider();
        assertThat(get(gateway, "/todos/none")).isEqualTo(404);
        for (SpanData each : spans(3)) {
            assertThat(each.getAttributes().get(Names.ERROR_TYPE)).isEqualTo("NotFound");
            assertThat(each.getStatus().getStatusCode())
                    .isEqualTo(each.getKind() == SpanKind.CLIENT ? StatusCode.ERROR : StatusCode.UNSET);
        }
        exporter.reset();
        assertThat(get(gateway, "/todos/broken")).isEqualTo(500);
        assertThat(spans(3)).allMatch(each -> each.getStatus().getStatusCode() == StatusCode.ERROR);
    }

    @Test
    void calls_over_a_socket_are_traces_of_their_own() {
        Application gateway = gatewayWithProvider();
        try (Client client =
                Client.socket("http://127.0.0.1:" + gateway.port(), o -> o.header("traceparent", TRACEPARENT))) {
            client.service("todos").get(Id.of(1), Params.empty());
            client.service("todos").get(Id.of(2), Params.empty());
        }
        List<SpanData> all = spans(8);
        assertThat(all.stream().map(SpanData::getTraceId).distinct()).hasSize(2).doesNotContain(TRACE);
        assertThat(all.stream().filter(each -> each.getParentSpanId().equals(NO_PARENT)))
                .hasSize(2);
    }

    @Test
    void clients_that_are_not_trusted_continue_no_trace() throws Exception {
        Application gateway = gateway(o -> o.trustsClients(false));
        gateway.use("local", Service.get((id, params) -> Map.of()));
        get(gateway, "/local/1", "traceparent", TRACEPARENT);
        assertThat(spans(1)).allMatch(each -> !each.getTraceId().equals(TRACE));
    }

    @Test
    void a_malformed_context_begins_a_trace() throws Exception {
        Application gateway = gateway(o -> {});
        gateway.use("local", Service.get((id, params) -> Map.of()));
        for (String bad : List.of("x", "00-0-0-00", TRACEPARENT.replace('4', 'g')))
            assertThat(get(gateway, "/local/1", "traceparent", bad)).isEqualTo(200);
        assertThat(spans(3)).allMatch(each -> each.getParentSpanId().equals(NO_PARENT));
    }

    @Test
    void an_event_belongs_to_the_trace_of_its_call_here_and_at_peers() throws Exception {
        Application provider = provider();
        Application gateway = gateway(o -> {});
        gateway.plugin(Distribution.class).orElseThrow().await("todos", SOON);
        var heardIn = new ConcurrentLinkedQueue<String>();
        var heard = new CountDownLatch(1);
        gateway.service("todos").on("created", (item, context) -> {
            heardIn.add(Span.current().getSpanContext().getSpanId());
            heard.countDown();
        });
        Eventually.await(SOON, "the event at the gateway", () -> {
            provider.service("todos").create(Map.of(), Params.empty());
            return heard.getCount() == 0;
        });
        spans(3);
        SpanData consumer = Eventually.get(
                SOON,
                "the span at the gateway",
                () -> exporter.getFinishedSpanItems().stream()
                        .filter(each -> each.getSpanId().equals(heardIn.peek()))
                        .findFirst()
                        .orElse(null),
                found -> true);
        assertThat(consumer.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(consumer.getName()).isEqualTo("todos created");
        SpanData call = exporter.getFinishedSpanItems().stream()
                .filter(each -> each.getSpanId().equals(consumer.getParentSpanId()))
                .findFirst()
                .orElseThrow();
        assertThat(call.getName()).isEqualTo("todos/create");
        assertThat(exporter.getFinishedSpanItems())
                .anyMatch(each -> each.getKind() == SpanKind.PRODUCER
                        && each.getParentSpanId().equals(call.getSpanId()));
    }

    @Test
    void log_lines_have_the_span_of_their_call_and_nothing_is_left_behind() {
        Application app = application("app", o -> {});
        var seen = new ConcurrentLinkedQueue<String>();
        app.use("local", Service.get((id, params) -> {
            seen.add(MDC.get("trace_id") + " " + MDC.get("span_id") + " " + MDC.get("trace_flags"));
            return Map.of();
        }));
        MDC.put("trace_id", "before");
        app.service("local").get(Id.of(1), Params.empty());
        SpanData span = span("local/get", SpanKind.INTERNAL);
        assertThat(seen)
                .containsExactly(span.getTraceId() + " " + span.getSpanId() + " "
                        + span.getSpanContext().getTraceFlags().asHex());
        assertThat(MDC.get("trace_id")).isEqualTo("before");
        assertThat(MDC.get("span_id")).isNull();
        MDC.clear();
    }

    @Test
    void a_traced_hook_has_a_span_inside_that_of_its_call() {
        Application app = application("app", o -> {});
        Tracing tracing = app.plugin(Tracing.class).orElseThrow();
        app.use("local", Service.get((id, params) -> Map.of()));
        app.service("local")
                .hooks(h -> h.before(tracing.traced("stamp", context -> {}))
                        .around(tracing.tracedAround("limit", (context, next) -> next.run())));
        app.service("local").get(Id.of(1), Params.empty());
        String call = span("local/get", SpanKind.INTERNAL).getSpanId();
        assertThat(span("stamp", SpanKind.INTERNAL).getTraceId())
                .isEqualTo(span("local/get", SpanKind.INTERNAL).getTraceId());
        assertThat(span("limit", SpanKind.INTERNAL).getParentSpanId()).isEqualTo(call);
        assertThatThrownBy(() -> tracing.traced("check", new Checking())).isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Checking implements Hook, Hook.Check {
        @Override
        public void run(HookContext context) {}

        @Override
        public void check(HookContext context) {}
    }

    @Test
    void without_an_exporter_calls_carry_nothing() {
        Application app = Application.create();
        running.add(app);
        app.configure(Tracing.create(OpenTelemetry.noop()));
        var seen = new ConcurrentLinkedQueue<Params>();
        app.use("local", Service.create((data, params) -> {
            seen.add(params);
            return Map.of();
        }));
        app.service("local").create(Map.of(), Params.empty());
        assertThat(seen).containsExactly(Params.empty());
        assertThatThrownBy(() -> app.configure(Tracing.create(OpenTelemetry.noop())))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Tracing.create(o -> {})).isInstanceOf(IllegalArgumentException.class);
    }
}
