package org.feathers4j.meshpage;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.feathers4j.distributed.CallStats;
import org.feathers4j.distributed.MeshStatus;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.PeerDetails;
import org.feathers4j.distributed.PeerStatus;
import org.feathers4j.distributed.ServiceDescriptor;
import org.jspecify.annotations.Nullable;

/** A {@link MeshStatus} as the JSON value that the page reads. Times are milliseconds. */
final class Picture {
    static final int MOST_PEERS = 1000;
    static final int MOST_SERVICES = 500;
    private static final int MOST_METHODS = 50;
    private static final double NANOS_PER_MILLI = 1e6;

    private Picture() {}

    static Map<String, @Nullable Object> of(MeshStatus status) {
        var self = app(status.self(), status.services());
        self.put("link", status.link());
        self.put("served", calls(status.served()));
        self.put("refused", status.refused());
        var picture = new LinkedHashMap<String, @Nullable Object>();
        picture.put("self", self);
        // all of them: a page that shows a part says so
        picture.put("total", status.peers().size());
        picture.put(
                "peers",
                status.peers().stream().limit(MOST_PEERS).map(Picture::peer).toList());
        return picture;
    }

    private static Map<String, @Nullable Object> peer(PeerStatus peer) {
        var json = app(peer.peer(), peer.services());
        PeerDetails details = peer.details();
        json.put("state", peer.state().name().toLowerCase(Locale.ROOT));
        json.put("age", peer.age().toMillis());
        json.put("silence", peer.silence().toMillis());
        json.put("host", details.host());
        json.put("address", details.address());
        json.put("program", details.program());
        json.put("runtime", details.runtime());
        json.put("calls", calls(peer.calls()));
        return json;
    }

    private static Map<String, @Nullable Object> app(Peer peer, List<ServiceDescriptor> services) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("uuid", peer.uuid());
        json.put("key", peer.key());
        json.put("name", peer.toString());
        json.put(
                "services",
                services.stream().limit(MOST_SERVICES).map(Picture::service).toList());
        json.put("serviceTotal", services.size());
        return json;
    }

    /** The version is the option of that name, when the provider shares it (option {@code remoteServiceOptions}). */
    private static Map<String, @Nullable Object> service(ServiceDescriptor service) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("path", service.path());
        json.put("methods", service.methods().stream().limit(MOST_METHODS).toList());
        Object version = service.remoteOptions().get("version");
        json.put("version", version instanceof String || version instanceof Number ? version.toString() : null);
        return json;
    }

    private static Map<String, @Nullable Object> calls(CallStats calls) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("total", calls.calls());
        json.put("failures", calls.failures());
        json.put("pending", calls.pending());
        json.put("perSecond", calls.perSecond());
        json.put("failuresPerSecond", calls.failuresPerSecond());
        json.put("p50", millis(calls.median()));
        json.put("p99", millis(calls.p99()));
        return json;
    }

    private static @Nullable Double millis(@Nullable Duration time) {
        return time == null ? null : time.toNanos() / NANOS_PER_MILLI;
    }
}
