package org.feathers4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.ServiceDescriptor;

/** Writes down what a link reports, and answers requests on a virtual thread as it was told. */
public final class RecordingListener implements MeshListener {
    /** Something that a link reported. */
    public sealed interface Report {
        /** A peer made itself known. */
        record Joined(Peer peer) implements Report {}

        /** A peer is gone. */
        record Left(Peer peer) implements Report {}

        /** Requests can be sent to a peer. */
        record Linked(Peer peer) implements Report {}

        /** No requests can be sent to a peer. */
        record Unlinked(Peer peer) implements Report {}

        /** A peer offers a service. */
        record Offered(ServiceDescriptor service) implements Report {}

        /** A service is said to be gone. */
        record Removed(ServiceDescriptor service) implements Report {}

        /** An event of a service. */
        record Event(MeshEvent event) implements Report {}
    }

    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final Consumer<IncomingRequest> answer;

    /**
     * A listener.
     *
     * @param answer what to do with a request
     */
    public RecordingListener(Consumer<IncomingRequest> answer) {
        this.answer = answer;
    }

    /**
     * The next report that is wanted; those before it are passed over.
     *
     * @throws AssertionError when none comes in time; says what came instead
     */
    public Report await(String what, Duration timeout, Predicate<Report> wanted) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var others = new ArrayList<Report>();
        while (true) {
            Report report = next(deadline);
            if (report == null) throw new AssertionError("no %s within %s, but %s".formatted(what, timeout, others));
            if (wanted.test(report)) return report;
            others.add(report);
        }
    }

    private @org.jspecify.annotations.Nullable Report next(long deadline) {
        try {
            return reports.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** What was reported and not awaited yet. */
    public List<Report> unread() {
        return List.copyOf(reports);
    }

    @Override
    public void onJoined(Peer peer) {
        reports.add(new Report.Joined(peer));
    }

    @Override
    public void onLeft(Peer peer) {
        reports.add(new Report.Left(peer));
    }

    @Override
    public void onLinked(Peer peer) {
        reports.add(new Report.Linked(peer));
    }

    @Override
    public void onUnlinked(Peer peer) {
        reports.add(new Report.Unlinked(peer));
    }

    @Override
    public void onService(ServiceDescriptor service) {
        reports.add(new Report.Offered(service));
    }

    @Override
    public void onServiceRemoved(ServiceDescriptor service) {
        reports.add(new Report.Removed(service));
    }

    @Override
    public void onEvent(MeshEvent event) {
        reports.add(new Report.Event(event));
    }

    @Override
    public void onRequest(IncomingRequest request) {
        Thread.ofVirtual().start(() -> answer.accept(request));
    }
}
