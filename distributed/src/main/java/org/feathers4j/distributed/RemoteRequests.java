package org.feathers4j.distributed;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import org.feathers4j.Admission;
import org.feathers4j.AnsweredRequest;
import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.LazyJsonValue;
import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServicePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of other applications, each on a virtual thread of its own. Every request gets exactly one answer. */
final class RemoteRequests {
    private static final Logger log = LoggerFactory.getLogger(RemoteRequests.class);

    private final Application app;
    private final DistributionOptions options;
    private final LocalServices local;
    private final ReplicaMessages replicas;
    private final Admission admission;
    private final AtomicLong bytes = new AtomicLong();
    private final CallMeter meter = new CallMeter(System.nanoTime());
    private volatile boolean leaving;

    RemoteRequests(Application app, DistributionOptions options, LocalServices local, ReplicaMessages replicas) {
        this.app = app;
        this.options = options;
        this.local = local;
        this.replicas = replicas;
        this.admission = new Admission(options.maxCallsInFlight(), options.maxStartDelay());
    }

    /**
     * Called on a thread of the link: refuses requests beyond the limits at once, and starts a thread for each of the
     * rest.
     */
    void on(IncomingRequest request) {
        if (leaving) {
            request.fail(Leaving.error(options.key()));
            return;
        }
        long came = admission.now();
        Admission.Refusal refusal = admission.admit(came);
        if (refusal != null) {
            request.fail(Overloaded.error(admission.explanation(refusal)));
            return;
        }
        int size = request.size();
        long total = bytes.addAndGet(size);
        if (total > options.maxBytesInFlight() && total != size) {
            admission.started(came);
            release(size);
            request.fail(Overloaded.error("Requests of %d bytes are in flight already: try again later"
                    .formatted(options.maxBytesInFlight())));
            return;
        }
        Thread.ofVirtual().name("mesh request").start(() -> {
            admission.started(came);
            try {
                answer(request);
            } finally {
                release(size);
            }
        });
    }

    /** The requests of all peers that were executed; those refused for want of room are not counted. */
    CallStats stats() {
        return meter.stats(System.nanoTime());
    }

    private void release(int size) {
        bytes.addAndGet(-size);
        admission.ended();
    }

    private void answer(IncomingRequest incoming) {
        long begun = System.nanoTime();
        MeshRequest request = null;
        int status = 200;
        meter.begin();
        try {
            refuseIfOver(incoming);
            request = incoming.read();
            refuseIfOver(incoming);
            incoming.reply(perform(request, incoming));
        } catch (Throwable e) {
            // also errors such as a stack overflow in a service, because the peer waits for an answer
            FeathersException error = app.exposed(e);
            status = error.code();
            incoming.fail(error);
        }
        meter.end(begun, System.nanoTime(), RemoteCalls.isFailure(status));
        if (app.hearsRequests()) tell(incoming, request, status, begun);
    }

    private static void refuseIfOver(IncomingRequest incoming) {
        if (incoming.isOver()) throw FeathersException.timeout("A request was not begun: its caller waits no longer");
    }

    /** @param request null when it could not be read */
    private void tell(IncomingRequest incoming, @Nullable MeshRequest request, int status, long begun) {
        app.answered(new AnsweredRequest(
                "mesh",
                request == null ? "?" : request.type(),
                request == null ? "" : request.path(),
                incoming.caller(),
                status,
                Duration.ofNanos(System.nanoTime() - begun)));
    }

    private @Nullable Object perform(MeshRequest request, IncomingRequest incoming) {
        if (replicas.isAbout(request)) return replicas.answer(request);
        if (request.type().equals(MeshRequest.HEALTHCHECK)) return healthcheck(ServicePath.normal(request.path()));
        ServiceHandle service = find(request);
        if (!mayCall(service, request.type()))
            throw FeathersException.methodNotAllowed(
                    "Method '%s' not allowed on service '%s'", request.type(), request.path());
        try {
            return call(service, request);
        } catch (Throwable e) {
            if (isUnforeseen(service, e))
                log.error("{} on '{}' failed for {}", request.type(), service.path(), incoming.caller(), e);
            throw e;
        }
    }

    /**
     * Whether an error is logged here, because the caller may get few details of it. {@link RemoteCalls} logs the
     * failures of proxies.
     */
    private static boolean isUnforeseen(ServiceHandle service, Throwable error) {
        return !(error instanceof FeathersException known)
                || (known.code() == ErrorKind.GENERAL_ERROR.code()
                        && !(service.implementation() instanceof RemoteService));
    }

    private @Nullable Object call(ServiceHandle service, MeshRequest request) {
        MethodKind kind = MethodKind.named(request.type());
        Params params = params(request);
        HookContext context = service.context(
                request.type(),
                kind.takesId() ? Id.ofNullable(request.id()) : null,
                kind.takesData() ? request.data() : null,
                params);
        service.run(context);
        Object result = isForOutside(request, params) ? context.shown() : context.result();
        // an error of its form is one of the call, not of the link
        return result instanceof LazyJsonValue lazy ? lazy.toJsonValue() : result;
    }

    /**
     * Whether the answer goes to a client of the peer; calls between services see all fields. True when the params have
     * a provider as received or after {@code remoteParams}: neither can lift the restriction of the other.
     */
    private static boolean isForOutside(MeshRequest request, Params params) {
        return params.isExternal() || request.params().get("provider") != null;
    }

    /**
     * A healthcheck of a proxy fails here. Node answers true for proxies, so that services whose owner hangs look
     * healthy.
     */
    private boolean healthcheck(String path) {
        if (app.find(path).flatMap(local::descriptor).isPresent()) return true;
        throw FeathersException.unavailable(
                "Unavailable distributed service on path %s with key %s", path, options.key());
    }

    private ServiceHandle find(MeshRequest request) {
        String path = ServicePath.normal(request.path());
        ServiceHandle service = app.find(path).orElse(null);
        boolean shared = service != null
                && (service.implementation() instanceof RemoteService
                        || local.descriptor(service).isPresent());
        if (service != null && shared) return service;
        throw NotOffered.error(path, options.key());
    }

    /**
     * Whether a peer may call the method. A proxy passes the call on, and its provider may refuse it: Node peers with a
     * shared key send their requests to any application with that key.
     */
    private boolean mayCall(ServiceHandle service, String method) {
        return service.implementation() instanceof RemoteService
                ? service.definition().methods().containsKey(method)
                : local.methods(service).contains(method);
    }

    /** {@code fromRemote} is set last, so that a peer cannot change it. */
    private Params params(MeshRequest request) {
        Map<String, @Nullable Object> fields = EventContext.fields(request.params());
        UnaryOperator<Params> accept = options.remoteParams();
        if (!accept.equals(DistributionOptions.ALL_PARAMS))
            return accept.apply(Params.owning(fields)).with("fromRemote", true);
        fields.put("fromRemote", true);
        return Params.owning(fields);
    }

    /**
     * Waits until no call is in flight; false when the timeout is over first. Further calls are refused, and their
     * callers try another owner.
     */
    boolean awaitIdle(Duration timeout) {
        boolean idle = admission.closeWhenIdle(timeout);
        leaving = true;
        return idle;
    }
}
