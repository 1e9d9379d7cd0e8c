package org.feathers4j.interop;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a Node peer is to be.
 *
 * @param name what the peer calls itself: the {@code from} of its answers, the subject of failure messages
 * @param version the version of feathers-distributed it runs
 * @param services path to kind and options, see {@link #withService}
 * @param sockets whether it is served over Socket.IO, too
 * @param authentication what it knows of authentication, see {@link #withAuthentication}; empty for nothing
 * @param distribution the plugin's options as JSON values, see {@link #withOption}
 * @param cote the discovery options as JSON values, see {@link #withCote}
 */
record NodePeerOptions(
        String name,
        NodeVersion version,
        Map<String, @Nullable Object> services,
        boolean sockets,
        Map<String, @Nullable Object> authentication,
        Map<String, @Nullable Object> distribution,
        Map<String, @Nullable Object> cote) {

    /** How long a quick peer, of either kind, misses hellos of another one before it forgets it. */
    static final Duration QUICK_NODE_TIMEOUT = Duration.ofSeconds(3);

    NodePeerOptions {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        authentication = Collections.unmodifiableMap(new LinkedHashMap<>(authentication));
        distribution = Collections.unmodifiableMap(new LinkedHashMap<>(distribution));
        cote = Collections.unmodifiableMap(new LinkedHashMap<>(cote));
    }

    /**
     * A peer with feathers-distributed's own delays: its services are published 13 s after its start.
     *
     * @param discoveryPort UDP port of the mesh, see {@link DiscoveryPort}
     */
    static NodePeerOptions unhurried(String name, int discoveryPort) {
        var cote = new LinkedHashMap<String, @Nullable Object>(DiscoveryPort.tcpPorts(discoveryPort));
        cote.put("port", discoveryPort);
        return new NodePeerOptions(name, NodeVersion.V3_0_0, Map.of(), false, Map.of(), Map.of("key", name), cote);
    }

    /**
     * A peer that is usable within a second and forgotten {@link #QUICK_NODE_TIMEOUT} after its last hello.
     *
     * <p>With all delays at zero the first publication is often sent before any peer is connected, and with no heartbeat it
     * is the only one: of two Node peers started together one then never learns of the other's services.
     *
     * @param discoveryPort UDP port of the mesh, see {@link DiscoveryPort}
     */
    static NodePeerOptions quick(String name, int discoveryPort) {
        return unhurried(name, discoveryPort)
                .withOption("componentDelay", 20)
                .withOption("publicationDelay", 150)
                .withOption("heartbeatInterval", 500)
                .withCote("helloInterval", 200)
                .withCote("checkInterval", 500)
                .withNodeTimeout(QUICK_NODE_TIMEOUT);
    }

    /** How long it misses the hellos of another peer before it forgets it, as a master for twice as long: cote asks for no less. */
    NodePeerOptions withNodeTimeout(Duration timeout) {
        return withCote("nodeTimeout", timeout.toMillis())
                .withCote("masterTimeout", timeout.multipliedBy(2).toMillis());
    }

    NodePeerOptions withVersion(NodeVersion version) {
        return new NodePeerOptions(name, version, services, sockets, authentication, distribution, cote);
    }

    /** The distribution key; without this it is the peer's name. */
    NodePeerOptions withKey(String key) {
        return withOption("key", key);
    }

    /** Adds a service of a kind that {@code services.mjs} knows. */
    NodePeerOptions withService(String path, String kind) {
        return withService(path, kind, Map.of());
    }

    /**
     * Adds a service of a kind that {@code services.mjs} knows.
     *
     * @param options of the kind; {@code todos} has {@code seed} (list of records) and {@code paginate}
     */
    NodePeerOptions withService(String path, String kind, Map<String, ? extends @Nullable Object> options) {
        var service = new LinkedHashMap<String, @Nullable Object>(options);
        service.put("kind", kind);
        return new NodePeerOptions(
                name, version, with(services, path, service), sockets, authentication, distribution, cote);
    }

    /**
     * Has an authentication service.
     *
     * @param config Feathers' configuration as JSON values
     * @param guarded paths of services that ask for a token
     */
    NodePeerOptions withAuthentication(Map<String, ? extends @Nullable Object> config, String... guarded) {
        return new NodePeerOptions(
                name,
                version,
                services,
                sockets,
                Map.of("config", config, "guarded", List.of(guarded)),
                distribution,
                cote);
    }

    /** Is served over Socket.IO, too. */
    NodePeerOptions withSockets() {
        return new NodePeerOptions(name, version, services, true, authentication, distribution, cote);
    }

    /** Publishes nothing of its own. */
    NodePeerOptions onlyConsuming() {
        return withOption("services", List.of());
    }

    /** Uses no service of its peers. */
    NodePeerOptions onlyProducing() {
        return withOption("remoteServices", List.of());
    }

    /** Sets an option of feathers-distributed, or one of those that {@code options.mjs} translates. */
    NodePeerOptions withOption(String option, @Nullable Object value) {
        return new NodePeerOptions(
                name, version, services, sockets, authentication, with(distribution, option, value), cote);
    }

    /** Sets a discovery option of cote. */
    NodePeerOptions withCote(String option, @Nullable Object value) {
        return new NodePeerOptions(
                name, version, services, sockets, authentication, distribution, with(cote, option, value));
    }

    /** The argument of {@code peer.mjs}. */
    Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("name", name);
        json.put("version", version.major());
        json.put("services", services);
        if (sockets) json.put("sockets", true);
        if (!authentication.isEmpty()) json.put("authentication", authentication);
        json.put("distribution", with(distribution, "cote", cote));
        return json;
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> before, String name, @Nullable Object value) {
        var after = new LinkedHashMap<>(before);
        after.put(name, value);
        return after;
    }
}
