package org.feathers4j.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.feathers4j.CallObserver;
import org.feathers4j.HookContext;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.distributed.RemoteService;
import org.jspecify.annotations.Nullable;

/**
 * A span for each call: {@code SERVER} for calls of clients and peers, {@code CLIENT} for those that go to a peer, inside the former when a client of this application calls a service of a peer,
 * and {@code INTERNAL} for the rest. And one for each event.
 */
final class TracedCalls implements CallObserver {
    private final Tracer tracer;
    private final ParamsHeaders headers;
    private final Spans spans;
    private final TracingOptions options;

    TracedCalls(Tracer tracer, ParamsHeaders headers, Spans spans, TracingOptions options) {
        this.tracer = tracer;
        this.headers = headers;
        this.spans = spans;
        this.options = options;
    }

    @Override
    public void observe(HookContext context, Runnable call) {
        boolean isRemote = context.service().implementation() instanceof RemoteService;
        Runnable inner = isRemote ? () -> remote(context, call) : () -> carried(context, call);
        Params params = context.params();
        // a call that hands on the params of an outer one is part of that
        boolean isFirst = !isInside() && (params.isExternal() || params.isFromRemote());
        if (isFirst) spans.in(span(context).setParent(parent(Context.current(), params)), SpanKind.SERVER, inner);
        else if (isRemote) inner.run();
        else spans.in(span(context), SpanKind.INTERNAL, inner);
    }

    private static boolean isInside() {
        return Span.current().getSpanContext().isValid();
    }

    /** The headers of a socket are those of its handshake: its calls of hours are no part of that. */
    private Context parent(Context present, Params params) {
        boolean carries = params.isFromRemote() || ("rest".equals(params.provider()) && options.trustsClients());
        return carries ? headers.read(present, params) : present;
    }

    private void remote(HookContext context, Runnable call) {
        SpanBuilder span = span(context);
        if (context.service().implementation() instanceof RemoteService remote)
            span.setAttribute(Names.PEER, remote.descriptor().key());
        spans.in(span, SpanKind.CLIENT, () -> {
            context.params(headers.write(Context.current(), context.params()));
            call.run();
        });
    }

    /** Events tell listeners and peers the params of their call. */
    private void carried(HookContext context, Runnable call) {
        if (context.kind().event() != null) context.params(headers.write(Context.current(), context.params()));
        call.run();
    }

    private SpanBuilder span(HookContext context) {
        String name = context.path() + "/" + context.method();
        return tracer.spanBuilder(name)
                .setAttribute(Names.SYSTEM, "feathers")
                .setAttribute(Names.RPC_METHOD, name)
                .setAttribute(Names.SERVICE, context.path())
                .setAttribute(Names.METHOD, context.method())
                .setAttribute(Names.PROVIDER, provider(context.params()));
    }

    private static String provider(Params params) {
        if (params.isFromRemote()) return "mesh";
        @Nullable String provider = params.provider();
        return provider == null ? "internal" : provider;
    }

    @Override
    public void observeEvent(ServiceHandle service, String event, @Nullable HookContext context, Runnable delivery) {
        if (!options.events()) {
            delivery.run();
            return;
        }
        boolean isRemote = service.implementation() instanceof RemoteService;
        SpanBuilder span = tracer.spanBuilder(service.path() + " " + event)
                .setAttribute(Names.SERVICE, service.path())
                .setAttribute(Names.EVENT, event);
        if (context != null && !isInside()) span.setParent(headers.read(Context.current(), context.params()));
        spans.in(span, isRemote ? SpanKind.CONSUMER : SpanKind.PRODUCER, delivery);
    }
}
