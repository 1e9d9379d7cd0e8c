package org.feathers4j.interop;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.distributed.DistributionOptions;
import org.feathers4j.nats.NatsLink;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/**
 * What a Java peer is to be, in this process ({@link JavaPeer}) or in one of its own ({@link JavaProcess}).
 *
 * @param name what the peer calls itself: the {@code from} of its answers
 * @param key its distribution key
 * @param services path to kind, see {@link JavaKinds}
 * @param consumes whether it uses the services of peers
 * @param produces whether peers may use its services
 * @param http whether it has a REST server
 * @param timeout of calls to other peers
 * @param nats the URL of the server of NATS that carries the mesh; null for cote
 * @param cote the discovery options as JSON values; over NATS only the intervals of hellos count
 */
record JavaPeerOptions(
        String name,
        String key,
        Map<String, String> services,
        boolean consumes,
        boolean produces,
        boolean http,
        Duration timeout,
        @Nullable String nats,
        Map<String, @Nullable Object> cote) {

    JavaPeerOptions {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        cote = Collections.unmodifiableMap(new LinkedHashMap<>(cote));
    }

    /**
     * A peer with the intervals that it has by default.
     *
     * @param discoveryPort UDP port of the mesh, see {@link DiscoveryPort}
     */
    static JavaPeerOptions unhurried(String name, int discoveryPort) {
        var cote = new LinkedHashMap<String, @Nullable Object>(DiscoveryPort.tcpPorts(discoveryPort));
        cote.put("broadcast", "127.255.255.255");
        cote.put("port", discoveryPort);
        return new JavaPeerOptions(name, name, Map.of(), true, true, false, Duration.ofSeconds(20), null, cote);
    }

    /** A peer with the intervals of {@link NodePeerOptions#quick}: Node peers of that kind would forget a slower one. */
    static JavaPeerOptions quick(String name, int discoveryPort) {
        return unhurried(name, discoveryPort)
                .withCote("helloInterval", 200)
                .withCote("checkInterval", 500)
                .withNodeTimeout(NodePeerOptions.QUICK_NODE_TIMEOUT);
    }

    /** The distribution key; without this it is the peer's name. */
    JavaPeerOptions withKey(String newKey) {
        return new JavaPeerOptions(name, newKey, services, consumes, produces, http, timeout, nats, cote);
    }

    /** Adds a service of a kind that {@link JavaKinds} knows. */
    JavaPeerOptions withService(String path, String kind) {
        var more = new LinkedHashMap<>(services);
        more.put(path, kind);
        return new JavaPeerOptions(name, key, more, consumes, produces, http, timeout, nats, cote);
    }

    /** Publishes nothing of its own. */
    JavaPeerOptions onlyConsuming() {
        return new JavaPeerOptions(name, key, services, true, false, http, timeout, nats, cote);
    }

    /** Uses no service of its peers. */
    JavaPeerOptions onlyProducing() {
        return new JavaPeerOptions(name, key, services, false, true, http, timeout, nats, cote);
    }

    /** Has a REST server on a free port. */
    JavaPeerOptions withHttp() {
        return new JavaPeerOptions(name, key, services, consumes, produces, true, timeout, nats, cote);
    }

    /** How long it misses the hellos of another peer before it forgets it, as a master for twice as long: cote asks for no less. */
    JavaPeerOptions withNodeTimeout(Duration timeout) {
        return withCote("nodeTimeout", timeout.toMillis())
                .withCote("masterTimeout", timeout.multipliedBy(2).toMillis());
    }

    /** How long calls to other peers may take. */
    JavaPeerOptions withTimeout(Duration newTimeout) {
        return new JavaPeerOptions(name, key, services, consumes, produces, http, newTimeout, nats, cote);
    }

    /** Is on a mesh over this server of NATS. */
    JavaPeerOptions withNats(String url) {
        return new JavaPeerOptions(name, key, services, consumes, produces, http, timeout, url, cote);
    }

    /** Sets a discovery option of cote. */
    JavaPeerOptions withCote(String option, @Nullable Object value) {
        var more = new LinkedHashMap<>(cote);
        more.put(option, value);
        return new JavaPeerOptions(name, key, services, consumes, produces, http, timeout, nats, more);
    }

    /** How long calls may wait for their thread, by a property of the process; zero for what is usual. */
    static Duration maxStartDelay() {
        return Duration.ofMillis(Integer.getInteger("peer.maxStartDelay", 0));
    }

    /** What the plugin is to do. */
    Consumer<DistributionOptions.Builder> distribution() {
        return builder -> {
            builder.key(key)
                    .timeout(timeout)
                    .distributedEvents("created", "updated", "patched", "removed", "toggled", "appended");
            if (nats == null) builder.cote(cote);
            else builder.link(natsLink(nats));
            int maxCalls = Integer.getInteger("peer.maxCallsInFlight", 0);
            if (maxCalls > 0) {
                builder.maxCallsInFlight(maxCalls);
            }
            // a burst of calls on a machine that other tests share is no overload
            builder.maxStartDelay(maxStartDelay().isPositive() ? maxStartDelay() : Patience.ofSeconds(1));
            if (!consumes) {
                builder.remoteServices();
            }
            if (!produces) {
                builder.services();
            }
        };
    }

    private NatsLink natsLink(String url) {
        return NatsLink.create(options -> {
            options.servers(url);
            if (cote.get("helloInterval") instanceof Number millis)
                options.helloInterval(Duration.ofMillis(millis.longValue()));
            if (cote.get("nodeTimeout") instanceof Number millis)
                options.nodeTimeout(Duration.ofMillis(millis.longValue()));
        });
    }

    /** The argument of {@link JavaPeerMain}. */
    Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("name", name);
        json.put("key", key);
        json.put("services", services);
        json.put("consumes", consumes);
        json.put("produces", produces);
        json.put("http", http);
        json.put("timeout", timeout.toMillis());
        json.put("nats", nats);
        json.put("cote", cote);
        return json;
    }

    /** The options in the argument of {@link JavaPeerMain}. */
    static JavaPeerOptions read(Map<String, @Nullable Object> json) {
        var services = new LinkedHashMap<String, String>();
        Values.object(json.get("services")).forEach((path, kind) -> services.put(path, String.valueOf(kind)));
        return new JavaPeerOptions(
                String.valueOf(json.get("name")),
                String.valueOf(json.get("key")),
                services,
                Boolean.TRUE.equals(json.get("consumes")),
                Boolean.TRUE.equals(json.get("produces")),
                Boolean.TRUE.equals(json.get("http")),
                Duration.ofMillis(Long.parseLong(String.valueOf(json.get("timeout")))),
                json.get("nats") instanceof String url ? url : null,
                Values.object(json.get("cote")));
    }
}
