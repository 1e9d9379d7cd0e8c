package org.feathers4j.openapi;

import java.util.List;
import java.util.Map;

import org.feathers4j.ServiceOptions;
import org.jspecify.annotations.Nullable;

/** The AsyncAPI document: each service with events as a channel, each event as a message of it. */
final class AsyncApiDocument {
    private final Map<String, @Nullable Object> channels = Members.of();
    private final Map<String, @Nullable Object> operations = Members.of();
    private final Map<String, @Nullable Object> messages = Members.of();
    private final Map<String, @Nullable Object> schemas = Members.of();

    private AsyncApiDocument() {}

    static Map<String, @Nullable Object> of(OpenApiOptions options, List<ServiceModel> services) {
        var document = new AsyncApiDocument();
        services.forEach(document::add);
        return Members.of(
                "asyncapi",
                "3.0.0",
                "info",
                OpenApiDocument.info(options),
                "defaultContentType",
                "application/json",
                "channels",
                document.channels,
                "operations",
                document.operations,
                "components",
                Members.of("messages", document.messages, "schemas", document.schemas));
    }

    private void add(ServiceModel service) {
        if (service.events().isEmpty()) return;
        schemas.putAll(service.schemas());
        Map<String, @Nullable Object> ofChannel = Members.of();
        for (String event : service.events()) add(service, event, ofChannel);
        channels.put(
                service.name(),
                Members.of(
                        "address",
                        null,
                        "title",
                        "Events of the service " + service.path(),
                        "description",
                        "Over Socket.IO, as events named by the path of the service, a space and the event. A client gets those of the channels that it has joined.",
                        "messages",
                        ofChannel));
    }

    private void add(ServiceModel service, String event, Map<String, @Nullable Object> ofChannel) {
        String word = Members.word(event);
        String id = service.name() + "_" + word;
        messages.put(
                id,
                Members.of("name", service.path() + " " + event, "title", event, "payload", payload(service, event)));
        ofChannel.put(word, Members.of("$ref", "#/components/messages/" + id));
        operations.put(
                id,
                Members.of(
                        "action",
                        "send",
                        "channel",
                        Members.of("$ref", "#/channels/" + service.name()),
                        "messages",
                        List.of(Members.of("$ref", "#/channels/" + service.name() + "/messages/" + word))));
    }

    static Map<String, @Nullable Object> payload(ServiceModel service, String event) {
        Map<String, @Nullable Object> written = service.payloads().get(event);
        if (written != null) return written;
        boolean isRecord = ServiceOptions.DEFAULT_EVENTS.contains(event) && service.record() != null;
        return isRecord ? Members.ref(String.valueOf(service.record())) : Members.of();
    }
}
