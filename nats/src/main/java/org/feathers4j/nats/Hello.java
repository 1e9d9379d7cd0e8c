package org.feathers4j.nats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.ServiceDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What an application says of itself.
 *
 * @param self its uuid and key
 * @param connection counts how often it has connected to a server: answers on the way during a change are lost
 * @param accepts whether it takes requests; false while it drains
 * @param asks whether peers are to say hello to it, as it knows none or may have missed some
 * @param services all that it offers
 */
record Hello(Peer self, int connection, boolean accepts, boolean asks, List<ServiceDescriptor> services) {
    Map<String, @Nullable Object> toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("uuid", self.uuid());
        json.put("key", self.key());
        json.put("connection", connection);
        json.put("accepts", accepts);
        json.put("asks", asks);
        json.put("services", services.stream().map(ServiceDescriptor::toJson).toList());
        return json;
    }

    /** The hello in a message; empty when it has no uuid or key. Services of other applications than the sender do not count. */
    static Optional<Hello> fromJson(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> members)
                || !(members.get("uuid") instanceof String uuid)
                || !(members.get("key") instanceof String key)) return Optional.empty();
        int connection = members.get("connection") instanceof Integer number ? number : 0;
        boolean accepts = !Boolean.FALSE.equals(members.get("accepts"));
        boolean asks = Boolean.TRUE.equals(members.get("asks"));
        var services = new ArrayList<ServiceDescriptor>();
        if (members.get("services") instanceof List<?> items)
            for (Object item : items)
                ServiceDescriptor.fromJson(item)
                        .filter(service -> service.uuid().equals(uuid))
                        .ifPresent(services::add);
        return Optional.of(new Hello(new Peer(uuid, key), connection, accepts, asks, services));
    }
}
