package org.feathers4j.cotelink;

import java.util.Optional;

import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;

/** What Jazzer calls with service messages of its own making: each is a descriptor that reads the same when it is written, or nothing. */
public final class FuzzedDescriptors {
    private FuzzedDescriptors() {}

    public static void fuzzerTestOneInput(byte[] json) {
        Object value;
        try {
            value = Json.parse(json);
        } catch (JsonException invalid) {
            return;
        }
        Optional<ServiceDescriptor> descriptor = ServiceDescriptor.fromJson(value);
        descriptor.ifPresent(each -> {
            Optional<ServiceDescriptor> again = ServiceDescriptor.fromJson(Json.parse(Json.text(each.toJson())));
            if (!descriptor.toString().equals(again.toString()))
                throw new AssertionError("%s became %s".formatted(descriptor, again));
            Announcements.added(each);
            Announcements.removed(each, true);
        });
    }
}
