package org.feathers4j.nats;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.ServiceDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Which peers are there, and what they offer. Belongs to the queue of the session, reads no clock, and tells the listener what changes. Times are nanoseconds.
 */
final class Presence {
    /** What ends the requests under way to a peer. */
    interface Consequences {
        /** Requests sent to the peer so far get no answer any more. */
        void onLost(Peer peer, String reason);

        /**
         * The peers to which requests can be sent have changed.
         *
         * @param draining those that take no further requests, but answer those on the way
         */
        void onLinked(Set<Peer> peers, Set<Peer> draining);
    }

    private final MeshListener listener;
    private final Consequences consequences;
    private final long timeoutNanos;
    private final Map<String, Known> known = new HashMap<>();

    /** A peer, its latest hello, and its services by path. */
    private static final class Known {
        private final Peer peer;
        private final Map<String, ServiceDescriptor> services = new LinkedHashMap<>();
        private int connection;
        private boolean linked;
        private boolean draining;
        private long heard;

        Known(Peer peer, int connection) {
            this.peer = peer;
            this.connection = connection;
        }
    }

    Presence(MeshListener listener, Consequences consequences, long timeoutNanos) {
        this.listener = listener;
        this.consequences = consequences;
        this.timeoutNanos = timeoutNanos;
    }

    /**
     * Takes the hello of a peer.
     *
     * @return whether the peer is new
     */
    boolean hello(Hello hello, long now) {
        Known present = known.get(hello.self().uuid());
        boolean isNew = present == null;
        Known peer = present == null ? new Known(hello.self(), hello.connection()) : present;
        if (present == null) {
            known.put(hello.self().uuid(), peer);
            listener.onJoined(peer.peer);
        } else if (peer.connection != hello.connection()) {
            peer.connection = hello.connection();
            consequences.onLost(peer.peer, "it lost its connection to the server and has another one");
        }
        peer.heard = now;
        if (hello.accepts()) link(peer);
        else drain(peer);
        reconcile(peer, hello.services());
        return isNew;
    }

    /** A hello that comes after a lost message of a service repairs what is known of it. */
    private void reconcile(Known peer, List<ServiceDescriptor> services) {
        Set<String> gone = new HashSet<>(peer.services.keySet());
        for (ServiceDescriptor service : services) {
            gone.remove(service.path());
            if (!service.equals(peer.services.put(service.path(), service))) listener.onService(service);
        }
        for (String path : gone) {
            ServiceDescriptor removed = peer.services.remove(path);
            if (removed != null) listener.onServiceRemoved(removed);
        }
    }

    void service(ServiceDescriptor service) {
        Known peer = known.get(service.uuid());
        if (peer == null) return; // its hello comes with all its services
        peer.services.put(service.path(), service);
        listener.onService(service);
    }

    void serviceRemoved(ServiceDescriptor service) {
        Known peer = known.get(service.uuid());
        if (peer == null || peer.services.remove(service.path()) == null) return;
        listener.onServiceRemoved(service);
    }

    void bye(String uuid) {
        leave(known.get(uuid), "it left the mesh");
    }

    /** No application listens to the peer's requests: it is gone, or on its way to another server. */
    void unreachable(Peer peer) {
        Known present = known.get(peer.uuid());
        if (present == null || (!present.linked && !present.draining)) return;
        unlink(present);
        consequences.onLost(peer, "it is not connected to the servers any more");
    }

    /** This application has lost its server: no answer can arrive. */
    void disconnected() {
        for (Known each : List.copyOf(known.values())) {
            unlink(each);
            consequences.onLost(each.peer, "the connection to the server was lost");
        }
    }

    /** It was this application that heard nothing meanwhile. */
    void reconnected(long now) {
        for (Known each : known.values()) each.heard = now;
    }

    void tick(long now) {
        for (Known each : List.copyOf(known.values()))
            if (now - each.heard > timeoutNanos) leave(each, "it was silent for too long");
    }

    private void leave(@Nullable Known peer, String reason) {
        if (peer == null) return;
        known.remove(peer.peer.uuid());
        unlink(peer);
        consequences.onLost(peer.peer, reason);
        listener.onLeft(peer.peer);
    }

    private void link(Known peer) {
        if (peer.linked) return;
        peer.linked = true;
        peer.draining = false;
        changed();
        listener.onLinked(peer.peer);
    }

    private void unlink(Known peer) {
        drain(peer);
        if (!peer.draining) return;
        peer.draining = false;
        changed();
    }

    private void drain(Known peer) {
        if (!peer.linked) return;
        peer.linked = false;
        peer.draining = true;
        changed();
        listener.onUnlinked(peer.peer);
    }

    /** All that are known. */
    Set<String> uuids() {
        return Set.copyOf(known.keySet());
    }

    private void changed() {
        var linked = new HashSet<Peer>();
        var draining = new HashSet<Peer>();
        for (Known each : known.values()) {
            if (each.linked) linked.add(each.peer);
            else if (each.draining) draining.add(each.peer);
        }
        consequences.onLinked(Set.copyOf(linked), Set.copyOf(draining));
    }
}
