package org.feathers4j.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;

/** Runs code in spans. Ids, data, queries and messages of errors to clients stay out of them. */
final class Spans {
    /** Runs code that may throw. */
    interface Body {
        void run() throws Exception;
    }

    private final boolean mdc;

    Spans(boolean mdc) {
        this.mdc = mdc;
    }

    /** Runs code in a new span, which is the current one meanwhile. Throws what the code throws. */
    void in(SpanBuilder builder, SpanKind kind, Runnable body) {
        Span span = builder.setSpanKind(kind).startSpan();
        Scope scope = span.makeCurrent();
        try {
            logged(span, body);
        } catch (RuntimeException | Error e) {
            failed(span, kind, e);
            throw e;
        } finally {
            scope.close();
            span.end();
        }
    }

    /** The same for code of applications. */
    void inChecked(SpanBuilder builder, Body body) throws Exception {
        Span span = builder.startSpan();
        Scope scope = span.makeCurrent();
        try {
            body.run();
        } catch (Exception | Error e) {
            failed(span, SpanKind.INTERNAL, e);
            throw e;
        } finally {
            scope.close();
            span.end();
        }
    }

    private void logged(Span span, Runnable body) {
        if (!mdc || !span.getSpanContext().isValid()) {
            body.run();
            return;
        }
        LogContext before = LogContext.of(span);
        try {
            body.run();
        } finally {
            before.restore();
        }
    }

    /** As OpenTelemetry has it for HTTP, an error that blames the caller is one for the caller, and none of the server. */
    private static void failed(Span span, SpanKind kind, Throwable error) {
        FeathersException known = FeathersException.from(error);
        span.setAttribute(Names.ERROR_TYPE, known.name());
        boolean isOwn = known.code() >= ErrorKind.GENERAL_ERROR.code() || known.code() == ErrorKind.TIMEOUT.code();
        if (isOwn || kind == SpanKind.CLIENT) span.setStatus(StatusCode.ERROR);
        if (isOwn) span.recordException(error);
    }
}
