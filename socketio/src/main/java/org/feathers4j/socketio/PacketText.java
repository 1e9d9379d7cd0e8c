package org.feathers4j.socketio;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * The text of one packet, read from left to right: type, number of attachments, namespace, acknowledgement, data (socket.io-parser, lib/index.ts,
 * decodeString). For one packet.
 */
final class PacketText {
    /** Event names that are reserved for Socket.IO; no client may send them. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final int MOST_DIGITS = 15;

    private final Octets text;
    private final PacketLimits limits;
    private int at;
    private int attachments;

    PacketText(Octets text, PacketLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** The packet, with placeholders where its attachments belong. */
    Packet read() {
        int type = text.at(at++);
        boolean binary = type == '5' || type == '6';
        if (binary) attachments = attachmentCount();
        String namespace = namespace();
        long id = id();
        return switch (type) {
            case '0' -> new Packet.Connect(namespace, auth());
            case '1' -> disconnect(namespace);
            case '2', '5' -> new Packet.Event(namespace, id, event());
            case '3', '6' -> new Packet.Ack(namespace, required(id), args());
            // servers never connect
            case '4' -> throw new ProtocolException("a connect error comes from servers only");
            default -> throw new ProtocolException("an unknown Socket.IO packet type");
        };
    }

    int attachments() {
        return attachments;
    }

    private int attachmentCount() {
        long count = digits();
        if (count < 1 || text.at(at) != '-') throw new ProtocolException("a wrong number of attachments");
        at++;
        if (count > limits.maxAttachments())
            throw new ProtocolException("more than %d attachments".formatted(limits.maxAttachments()));
        return (int) count;
    }

    private String namespace() {
        if (text.at(at) != '/') return "/";
        int end = text.indexOf(',', at);
        // a character has at most four bytes in UTF-8
        if ((end - at) / 4 > limits.maxNamespaceLength()) throw tooLong();
        String namespace = text.part(at, end).text();
        if (namespace.length() > limits.maxNamespaceLength()) throw tooLong();
        at = Math.min(end + 1, text.length());
        return namespace;
    }

    private ProtocolException tooLong() {
        return new ProtocolException("a namespace longer than %d characters".formatted(limits.maxNamespaceLength()));
    }

    private long id() {
        return digits();
    }

    private static long required(long id) {
        if (id < 0) throw new ProtocolException("an acknowledgement without its number");
        return id;
    }

    /** Negative when there are none. */
    private long digits() {
        long number = -1;
        int start = at;
        for (int digit = text.at(at); digit >= '0' && digit <= '9'; digit = text.at(++at)) {
            if (at - start == MOST_DIGITS) throw new ProtocolException("a number with too many digits");
            number = Math.max(0, number) * 10 + (digit - '0');
        }
        return number;
    }

    private boolean hasData() {
        return at < text.length();
    }

    @SuppressWarnings("unchecked") // an object of JSON
    private Map<String, @Nullable Object> auth() {
        if (!hasData()) return Map.of();
        if (data() instanceof Map<?, ?> auth) return (Map<String, @Nullable Object>) auth;
        throw new ProtocolException("an auth payload that is not an object");
    }

    private Packet disconnect(String namespace) {
        if (hasData()) throw new ProtocolException("a disconnect with a payload");
        return new Packet.Disconnect(namespace);
    }

    private List<@Nullable Object> event() {
        List<@Nullable Object> args = args();
        Object name = args.isEmpty() ? null : args.getFirst();
        boolean isNumber =
                name instanceof Number number && Double.isFinite(number.doubleValue()); // others become null in JSON
        if (isNumber || (name instanceof String word && !RESERVED.contains(word))) return args;
        throw new ProtocolException("an event without a name that clients may use");
    }

    @SuppressWarnings("unchecked") // an array of JSON
    private List<@Nullable Object> args() {
        if (data() instanceof List<?> args) return (List<@Nullable Object>) args;
        throw new ProtocolException("arguments that are not an array");
    }

    private @Nullable Object data() {
        try {
            return Json.parse(text.array(), text.offset() + at, text.length() - at, limits.json());
        } catch (JsonException e) {
            // the message of the exception quotes what the client has sent, which may be a secret
            throw new ProtocolException(
                    "a payload that cannot be read, at byte %d: it is no JSON, nested deeper than %d levels, or a part of it is too long"
                            .formatted(e.offset(), limits.json().maxDepth()));
        }
    }
}
