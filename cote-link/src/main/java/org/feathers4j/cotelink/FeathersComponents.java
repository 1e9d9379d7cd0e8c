package org.feathers4j.cotelink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.MethodKind;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshRequest;
import org.jspecify.annotations.Nullable;

/** The advertisements of an application of the Feathers mesh, member for member as Node writes them; {@code port} is added when it is known. */
final class FeathersComponents {
    /** Key and name space of service publications. */
    static final String SERVICES = "services";

    static final String SERVICES_SUBSCRIBER = "feathers services subscriber";
    static final String SERVICES_PUBLISHER = "feathers services publisher";
    static final String RESPONDER = "feathers services responder";
    /**
     * The components that tell of an application. The events publisher does not: Node leaves it behind when an application leaves
     * (feathers-distributed, finalize).
     */
    static final Set<String> MAIN = Set.of(SERVICES_SUBSCRIBER, SERVICES_PUBLISHER, RESPONDER);

    static final List<String> SERVICE_EVENTS = List.of("service", "service-removed");

    /**
     * Said instead of {@code service-removed} when a replica goes on with the service: Node peers, which would drop it altogether, do not listen to this, and
     * Java peers stop asking the one that leaves.
     */
    static final String SERVICE_WITHDRAWN = "service-withdrawn";

    private final CoteOptions options;
    private final LocalApp app;

    FeathersComponents(CoteOptions options, LocalApp app) {
        this.options = options;
        this.app = app;
    }

    Map<String, @Nullable Object> servicesSubscriber() {
        var own = members(SERVICES_SUBSCRIBER, SERVICES);
        own.put("subscribesTo", SERVICE_EVENTS);
        return advertisement(own, "sub-emitter");
    }

    Map<String, @Nullable Object> servicesPublisher() {
        var own = members(SERVICES_PUBLISHER, SERVICES);
        own.put("broadcasts", SERVICE_EVENTS);
        return advertisement(own, "pub-emitter");
    }

    Map<String, @Nullable Object> eventsPublisher() {
        var own = members("feathers services events publisher", app.self().key());
        own.put("broadcasts", app.events());
        return advertisement(own, "pub-emitter");
    }

    Map<String, @Nullable Object> responder() {
        var own = members(RESPONDER, app.self().key());
        own.put("requests", withHealthcheck(app.methods()));
        return advertisement(own, "rep");
    }

    Map<String, @Nullable Object> requester(String remoteKey) {
        var own = members("feathers services requester", remoteKey);
        own.put("requests", withHealthcheck(MethodKind.standardNames()));
        own.put("timeout", app.timeout().toMillis());
        return advertisement(own, "req");
    }

    Map<String, @Nullable Object> eventsSubscriber(String remoteKey) {
        var own = members("feathers services events subscriber", remoteKey);
        own.put("subscribesTo", app.events());
        return advertisement(own, "sub-emitter");
    }

    private Map<String, @Nullable Object> members(String name, String key) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("type", "service");
        members.put("name", name);
        members.put("namespace", key);
        members.put("key", options.wireKey(key));
        return members;
    }

    private Map<String, @Nullable Object> advertisement(Map<String, @Nullable Object> members, String axonType) {
        members.put("appUuid", app.self().uuid());
        members.put("appDistributionKey", app.self().key());
        members.put("axon_type", axonType);
        return members;
    }

    private static List<String> withHealthcheck(List<String> methods) {
        var all = new ArrayList<>(methods);
        all.remove(MeshRequest.HEALTHCHECK);
        all.add(MeshRequest.HEALTHCHECK);
        return all;
    }
}
