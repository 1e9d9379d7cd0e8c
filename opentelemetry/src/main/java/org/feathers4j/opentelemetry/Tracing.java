package org.feathers4j.opentelemetry;

import java.util.function.Consumer;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import org.feathers4j.Hook;
import org.feathers4j.Plugin;

/**
 * Traces of OpenTelemetry: a span for each call of a client, of a peer, to a peer and inside the application, and for each event. The context travels in {@code params.headers}
 * ({@code traceparent} with the propagators of W3C), so that peers of Java and Node continue the trace, over any link.
 *
 * <pre>{@code
 * app.configure(Tracing.create(openTelemetry));
 * }</pre>
 *
 * <p>The span of a call is the current one of OpenTelemetry on its thread. Ids, data and queries are in no span. Safe for all threads.
 */
public final class Tracing {
    private static final String SCOPE = "org.feathers4j";

    private final Tracer tracer;
    private final Spans spans;

    private Tracing(TracingOptions options) {
        tracer = options.openTelemetry().getTracer(SCOPE);
        spans = new Spans(options.mdc());
    }

    /** Tracing with its defaults. */
    public static Plugin<Tracing> create(OpenTelemetry openTelemetry) {
        return create(options -> options.openTelemetry(openTelemetry));
    }

    /**
     * Tracing with options: {@code Tracing.create(o -> o.openTelemetry(openTelemetry).trustsClients(false))}. May be configured at any time, for calls from then on.
     *
     * @throws IllegalArgumentException when there is no OpenTelemetry; when the application is configured, {@link IllegalStateException} when it has tracing already
     */
    public static Plugin<Tracing> create(Consumer<TracingOptions.Builder> change) {
        TracingOptions options = TracingOptions.of(change);
        return app -> {
            if (app.plugin(Tracing.class).isPresent())
                throw new IllegalStateException("Tracing is configured already: each call would have two spans");
            var tracing = new Tracing(options);
            var headers =
                    new ParamsHeaders(options.openTelemetry().getPropagators().getTextMapPropagator());
            app.onCall(new TracedCalls(tracing.tracer, headers, tracing.spans, options));
            return tracing;
        };
    }

    /**
     * A hook with a span of its own: {@code h.before(tracing.traced("stamp", stamp))}.
     *
     * @param name of the span
     * @throws IllegalArgumentException when the hook is a {@link Hook.Check} or {@link Hook.Starting}, which would be lost
     */
    public Hook traced(String name, Hook hook) {
        refuse(hook);
        return context -> spans.inChecked(span(name), () -> hook.run(context));
    }

    /** The same for a hook around the method; the span ends with it. */
    public Hook.Around tracedAround(String name, Hook.Around hook) {
        refuse(hook);
        return (context, next) -> spans.inChecked(span(name), () -> hook.run(context, next));
    }

    private SpanBuilder span(String name) {
        return tracer.spanBuilder(name);
    }

    private static void refuse(Object hook) {
        if (hook instanceof Hook.Check || hook instanceof Hook.Starting)
            throw new IllegalArgumentException(
                    "The hook %s makes checks besides, which a traced hook would not make: register it as it is"
                            .formatted(hook.getClass().getName()));
    }
}
