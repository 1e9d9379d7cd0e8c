package org.feathers4j.distributed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.feathers4j.Registration;

/**
 * Sends healthchecks to peers: any answer counts, also an error. Holds no state; runs on the mesh loop and signals one
 * outcome for each probe.
 */
final class Probes {
    private final MeshLink link;
    private final MeshLoop loop;
    private final Duration timeout;
    private final Consumer<Signal> tell;

    Probes(MeshLink link, MeshLoop loop, Detection detection, Consumer<Signal> tell) {
        this.link = link;
        this.loop = loop;
        this.timeout = detection.probeTimeout();
        this.tell = tell;
    }

    void plan(Effect.Probe probe) {
        if (probe.after().isZero()) ask(probe);
        else loop.schedule(probe.after(), () -> ask(probe));
    }

    private void ask(Effect.Probe probe) {
        Peer peer = probe.peer();
        var request = new MeshRequest(MeshRequest.HEALTHCHECK, peer.key(), probe.path(), new LinkedHashMap<>());
        var ended = new AtomicBoolean();
        try {
            MeshLink.Call call = link.request(peer, request, reply -> {
                if (ended.compareAndSet(false, true)) heard(probe, reply);
            });
            Registration unused = loop.schedule(timeout, () -> {
                if (!ended.compareAndSet(false, true)) return;
                call.cancel();
                tell.accept(new Signal.Unproven(peer, probe.round(), loop.nanos()));
            });
        } catch (FeathersException full) {
            // too much waits to be sent to the peer; the healthcheck counts as unanswered
            loop.schedule(timeout, () -> tell.accept(new Signal.Unproven(peer, probe.round(), loop.nanos())));
        }
    }

    private void heard(Effect.Probe probe, Reply reply) {
        tell.accept(
                reply instanceof Reply.Lost
                        ? new Signal.Unproven(probe.peer(), probe.round(), loop.nanos())
                        : new Signal.Answered(probe.peer(), loop.nanos()));
    }
}
