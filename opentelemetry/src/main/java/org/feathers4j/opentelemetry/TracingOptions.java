package org.feathers4j.opentelemetry;

import java.util.function.Consumer;

import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;

/** Options of {@link Tracing}; immutable, set with its {@link Builder}. */
public final class TracingOptions {
    private final OpenTelemetry openTelemetry;
    private final boolean events;
    private final boolean trustsClients;
    private final boolean mdc;

    private TracingOptions(Builder from, OpenTelemetry openTelemetry) {
        this.openTelemetry = openTelemetry;
        events = from.events;
        trustsClients = from.trustsClients;
        mdc = from.mdc;
    }

    static TracingOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    OpenTelemetry openTelemetry() {
        return openTelemetry;
    }

    boolean events() {
        return events;
    }

    boolean trustsClients() {
        return trustsClients;
    }

    boolean mdc() {
        return mdc;
    }

    /** Options being set, given to the function passed to {@link Tracing#create(Consumer)}. For one thread. */
    public static final class Builder {
        private @Nullable OpenTelemetry openTelemetry;
        private boolean events = true;
        private boolean trustsClients = true;
        private boolean mdc = true;

        private Builder() {}

        /** What makes the spans and propagates their context; required. */
        public Builder openTelemetry(OpenTelemetry value) {
            openTelemetry = value;
            return this;
        }

        /** Whether events have spans, around their listeners; true unless set. */
        public Builder events(boolean value) {
            events = value;
            return this;
        }

        /**
         * Whether calls continue the trace that a REST client names ({@code traceparent}); true unless set. With false they
         * begin a trace, and no client decides what is sampled. Peers are always trusted.
         */
        public Builder trustsClients(boolean value) {
            trustsClients = value;
            return this;
        }

        /** Whether log lines of a call have {@code trace_id}, {@code span_id} and {@code trace_flags} in their MDC; true unless set. */
        public Builder mdc(boolean value) {
            mdc = value;
            return this;
        }

        private TracingOptions build() {
            if (openTelemetry == null)
                throw new IllegalArgumentException(
                        "Tracing needs an OpenTelemetry: Tracing.create(o -> o.openTelemetry(...))");
            return new TracingOptions(this, openTelemetry);
        }
    }
}
