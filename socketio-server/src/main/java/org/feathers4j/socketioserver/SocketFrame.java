package org.feathers4j.socketioserver;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.feathers4j.socketio.Frame;
import org.feathers4j.socketio.Octets;
import org.feathers4j.socketio.Packet;
import org.feathers4j.socketio.PacketEncoder;
import org.jspecify.annotations.Nullable;

/**
 * An encoded event, to be sent to any number of sockets. Immutable.
 *
 * <pre>{@code
 * SocketFrame frame = SocketFrame.event("todos created", todo);
 * for (Socket socket : sockets) socket.send(frame);
 * }</pre>
 */
public final class SocketFrame {
    /** A message of Engine.IO with an event of Socket.IO, or one with attachments, in the main namespace and without an acknowledgement. */
    private static final Pattern EVENT = Pattern.compile("4(2|5\\d+-)\\[");

    private final String namespace;
    private final Frame frame;
    private final @Nullable String offset;

    private SocketFrame(String namespace, Frame frame, @Nullable String offset) {
        this.namespace = namespace;
        this.frame = frame;
        this.offset = offset;
    }

    /**
     * An event for sockets of the main namespace. Encodes it on the calling thread.
     *
     * @param args JSON values, and {@code byte[]} for binary ones
     * @throws org.feathers4j.json.JsonException when one of them has no JSON form
     */
    public static SocketFrame event(String name, @Nullable Object... args) {
        return eventIn("/", name, args);
    }

    /**
     * An event for sockets of a namespace.
     *
     * @param namespace begins with a slash
     * @param args JSON values, and {@code byte[]} for binary ones
     * @throws org.feathers4j.json.JsonException when one of them has no JSON form
     */
    public static SocketFrame eventIn(String namespace, String name, @Nullable Object... args) {
        return withOffset(namespace, null, name, args);
    }

    /** @param offset becomes the last argument, as clients expect it that can go on after a lost connection; null for none */
    static SocketFrame withOffset(String namespace, @Nullable String offset, String name, @Nullable Object... args) {
        List<@Nullable Object> all = new ArrayList<>(args.length + 2);
        all.add(name);
        for (Object arg : args) all.add(arg);
        if (offset != null) all.add(offset);
        Frame frame = PacketEncoder.encode(new Packet.Event(namespace, Packet.Event.NO_ACK, all));
        return new SocketFrame(namespace, frame, offset);
    }

    /** The frame as plain JSON values, for another server: see {@link #ofJson}. */
    public Map<String, @Nullable Object> toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("text", frame.text().text());
        if (!frame.attachments().isEmpty())
            json.put(
                    "attachments",
                    frame.attachments().stream()
                            .map(each -> Base64.getEncoder().encodeToString(each.bytes()))
                            .toList());
        if (offset != null) json.put("offset", offset);
        return json;
    }

    /**
     * The frame that another server has written with {@link #toJson}, an event of the main namespace.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static SocketFrame ofJson(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> members)
                || !(members.get("text") instanceof String text)
                || !EVENT.matcher(text).lookingAt()
                || !(members.get("offset") instanceof String offset))
            throw new IllegalArgumentException("No frame of an event with an offset");
        List<?> attachments = members.get("attachments") instanceof List<?> list ? list : List.of();
        return new SocketFrame(
                "/",
                new Frame(
                        Octets.of(text),
                        attachments.stream()
                                .map(each -> Octets.of(Base64.getDecoder().decode(String.valueOf(each))))
                                .toList()),
                offset);
    }

    /** Tells the event from all others; null for an event that is not sent again. */
    @Nullable
    String offset() {
        return offset;
    }

    /** The namespace of the event. */
    public String namespace() {
        return namespace;
    }

    /** Its size with all attachments. */
    public int bytes() {
        return frame.size();
    }

    Frame frame() {
        return frame;
    }
}
