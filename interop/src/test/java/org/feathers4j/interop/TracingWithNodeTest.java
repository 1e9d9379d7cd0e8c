package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.opentelemetry.Tracing;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/** Traces that go through Node, which knows nothing of them: their context is in params. */
@EachNodeVersion
class TracingWithNodeTest {

    private static final Duration SOON = Patience.ofSeconds(20);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT_SPAN = "00f067aa0ba902b7";

    @Parameter
    NodeVersion version;

    private static final InMemorySpanExporter EXPORTER = InMemorySpanExporter.create();
    /** A tracing stays with its application, for all tests. */
    private static final OpenTelemetrySdk TELEMETRY = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(EXPORTER))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();

    private LoopbackMesh mesh;
    private NodePeer node;
    private JavaPeer java;
    private Http http;

    @BeforeParameterizedClassInvocation
    void start() {
        http = new Http();
        mesh = new LoopbackMesh();
        java = mesh.java("java", o -> o.withService("javaEcho", "echo"));
        node = mesh.node("node", version, o -> o.withService("nodeEcho", "echo"));
        java.await("nodeEcho", SOON);
        node.awaitService("javaEcho", SOON);
    }

    @AfterEach
    void nothing_was_harmed() {
        mesh.assertUnharmed();
    }

    @AfterParameterizedClassInvocation
    void end() {
        mesh.close();
        http.close();
    }

    private void trace() {
        Application app = java.service("javaEcho").app();
        if (app.plugin(Tracing.class).isEmpty()) app.configure(Tracing.create(TELEMETRY));
        EXPORTER.reset();
    }

    private SpanData span(SpanKind kind) {
        List<SpanData> found =
                Eventually.get(SOON, "the span", EXPORTER::getFinishedSpanItems, spans -> !spans.isEmpty());
        assertThat(found).hasSize(1).allMatch(each -> each.getKind() == kind);
        return found.getFirst();
    }

    @Test
    void a_node_peer_finds_the_context_in_its_params() {
        trace();
        var answer = Values.object(java.service("nodeEcho").get(Id.of(1), Params.empty()));
        SpanData span = span(SpanKind.CLIENT);
        assertThat(Values.object(Values.object(answer.get("params")).get("headers")))
                .containsEntry(
                        "traceparent",
                        "00-%s-%s-%s"
                                .formatted(
                                        span.getTraceId(),
                                        span.getSpanId(),
                                        span.getSpanContext().getTraceFlags().asHex()));
    }

    @Test
    void the_trace_of_a_client_of_a_node_gateway_goes_on_in_java() {
        trace();
        var answer = http.send(
                "GET", node.url() + "/javaEcho/1", null, "traceparent", "00-%s-%s-01".formatted(TRACE, CLIENT_SPAN));
        assertThat(answer.status()).isEqualTo(200);
        SpanData span = span(SpanKind.SERVER);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(CLIENT_SPAN);
    }
}
