package org.feathers4j.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the present span into the MDC, under the names that OpenTelemetry gives log formats, and back what was there. */
final class LogContext {
    private static final String TRACE = "trace_id";
    private static final String SPAN = "span_id";
    private static final String FLAGS = "trace_flags";

    private final @Nullable String trace = MDC.get(TRACE);
    private final @Nullable String span = MDC.get(SPAN);
    private final @Nullable String flags = MDC.get(FLAGS);

    private LogContext() {}

    static LogContext of(Span present) {
        var before = new LogContext();
        SpanContext context = present.getSpanContext();
        MDC.put(TRACE, context.getTraceId());
        MDC.put(SPAN, context.getSpanId());
        MDC.put(FLAGS, context.getTraceFlags().asHex());
        return before;
    }

    void restore() {
        restore(TRACE, trace);
        restore(SPAN, span);
        restore(FLAGS, flags);
    }

    private static void restore(String name, @Nullable String value) {
        if (value == null) MDC.remove(name);
        else MDC.put(name, value);
    }
}
