package org.feathers4j.sse;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

import org.feathers4j.channels.Publication;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** An event as it goes out, without its id: encoded once for all streams. Immutable. */
final class SseEvent {
    private final byte[] bytes;

    /** @param bytes the field {@code data} and the end of the event; not to be changed any more */
    SseEvent(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The field {@code data} and the end of the event; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** A message of Feathers 6: {@code {event, data, path}} (src/http/sse.service.ts). Its client reads the first field {@code data} of an event only, so it is one line. */
    static SseEvent of(String path, String event, @Nullable Object data) {
        var message = new LinkedHashMap<String, @Nullable Object>();
        message.put("event", event);
        message.put("data", data);
        message.put("path", path);
        byte[] json = Json.bytes(message);
        byte[] field = "data: ".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[field.length + json.length + 2];
        System.arraycopy(field, 0, bytes, 0, field.length);
        System.arraycopy(json, 0, bytes, field.length, json.length);
        // JSON that came from elsewhere is passed on as it is; outside of texts a line's end is a space
        for (int i = 0; i < bytes.length; i++) if (bytes[i] == '\n' || bytes[i] == '\r') bytes[i] = ' ';
        bytes[bytes.length - 2] = '\n';
        bytes[bytes.length - 1] = '\n';
        return new SseEvent(bytes);
    }

    static SseEvent of(Publication publication) {
        int space = publication.name().indexOf(' ');
        return of(
                publication.name().substring(0, space), publication.name().substring(space + 1), publication.payload());
    }
}
