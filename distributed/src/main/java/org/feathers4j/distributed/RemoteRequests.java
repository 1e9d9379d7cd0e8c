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
import org.feathers4j.JsonForm;
import org.feathers4j.LazyJsonValue;
import org.feathers4j.MethodKind;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServicePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of other applications, each on a virtual thread of its own unless it is known not to block. Every request gets exactly one answer. */
final class RemoteRequests {
    private static final Logger log = LoggerFactory.getLogger(RemoteRequests.class);

    /** Requests of so many bytes are read on the thread of the link. */
    private static final int SMALL = 1024;

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
     * Called on a thread of the link: refuses requests beyond the limits at once, answers those that take no time, and starts a thread for each of the rest.
     */
    void on(IncomingRequest request) {
        if (leaving) {
            request.fail(Leaving.error(options.key()));
            return;
        }
        long came = admission.now();
        Admission.Refusal refusal = admission.admitAtOnce(came);
        if (refusal != null) {
            request.fail(Overloaded.error(admission.explanation(refusal)));
            return;
        }
        int size = request.size();
        long total = bytes.addAndGet(size);
        if (total > options.maxBytesInFlight() && total != size) {
            release(size);
            request.fail(Overloaded.error("Requests of %d bytes are in flight already: try again later"
                    .formatted(options.maxBytesInFlight())));
            return;
        }
        MeshRequest read = readHere(request, size);
        if (read != null && isNonBlocking(read)) {
            new Work(request, size, read, true).run();
            return;
        }
        var work = new Work(request, size, read, false);
        admission.waits(came);
        Thread.ofVirtual().name("mesh request").start(() -> {
            admission.started(came);
            work.run();
        });
    }

    /**
     * A request that might be answered on the thread of the link; null when that is not worth a try: where several have come together, threads share the work.
     */
    private @Nullable MeshRequest readHere(IncomingRequest request, int size) {
        if (!request.isAlone() || size > SMALL || !options.remoteParams().equals(DistributionOptions.ALL_PARAMS))
            return null;
        try {
            return request.read();
        } catch (FeathersException unreadable) {
            return null; // is told to the peer by the thread that reads it again
        }
    }

    private boolean isNonBlocking(MeshRequest request) {
        return !replicas.isAbout(request)
                && app.find(ServicePath.normal(request.path()))
                        .filter(service -> service.isNonBlocking(request.type()))
                        .isPresent();
    }

    /** The requests of all peers that were executed; those refused for want of room are not counted. */
    CallStats stats() {
        return meter.stats(System.nanoTime());
    }

    private void release(int size) {
        bytes.addAndGet(-size);
        admission.ended();
    }

    /** One request, until it is answered. */
    private final class Work {
        private static final int OK = 200;

        private final IncomingRequest incoming;
        private final int size;
        private final boolean onLink;
        /** Null when it could not be read, or was not yet. */
        private @Nullable MeshRequest request;

        private long begun;

        /** @param onLink whether it runs on the thread of the link, and so does not block */
        Work(IncomingRequest incoming, int size, @Nullable MeshRequest request, boolean onLink) {
            this.incoming = incoming;
            this.size = size;
            this.request = request;
            this.onLink = onLink;
        }

        void run() {
            begun = System.nanoTime();
            meter.begin();
            Object result;
            try {
                refuseIfOver(incoming);
                MeshRequest asked = request == null ? incoming.read() : request;
                request = asked;
                refuseIfOver(incoming);
                result = perform(asked, incoming);
            } catch (Throwable e) {
                fail(e);
                return;
            }
            if (!onLink || JsonForm.isSmall(result)) reply(result);
            else Thread.ofVirtual().name("mesh answer").start(() -> reply(result));
        }

        private void reply(@Nullable Object result) {
            try {
                incoming.reply(result);
            } catch (Throwable e) {
                fail(e);
                return;
            }
            end(OK);
        }

        /** Also errors such as a stack overflow in a service, because the peer waits for an answer. */
        private void fail(Throwable why) {
            FeathersException error = app.exposed(why);
            try {
                incoming.fail(error);
            } finally {
                end(error.code());
            }
        }

        private void end(int status) {
            release(size);
            long now = System.nanoTime();
            meter.end(begun, now, RemoteCalls.isFailure(status));
            if (!app.hearsRequests()) return;
            MeshRequest known = request;
            app.answered(new AnsweredRequest(
                    "mesh",
                    known == null ? "?" : known.type(),
                    known == null ? "" : known.path(),
                    incoming.caller(),
                    status,
                    Duration.ofNanos(now - begun)));
        }
    }

    private static void refuseIfOver(IncomingRequest incoming) {
        if (incoming.isOver()) throw FeathersException.timeout("A request was not begun: its caller waits no longer");
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
