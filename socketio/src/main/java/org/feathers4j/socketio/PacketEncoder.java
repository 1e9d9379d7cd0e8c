package org.feathers4j.socketio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonOutput;
import org.jspecify.annotations.Nullable;

/** Encodes packets as frames. Pure; safe for all threads. Large values take time: keep them off event loops. */
public final class PacketEncoder {
    private PacketEncoder() {}

    /**
     * The bytes of a packet.
     *
     * @throws org.feathers4j.json.JsonException when a value has no JSON form
     */
    public static Frame encode(Packet packet) {
        return switch (packet) {
            case Packet.Connect(var namespace, var auth) ->
                plain('0', namespace, Packet.Event.NO_ACK, auth.isEmpty() ? null : auth);
            case Packet.Connected(var namespace, var sid, var pid) ->
                plain('0', namespace, Packet.Event.NO_ACK, ids(sid, pid));
            case Packet.Refused(var namespace, var message, var data) ->
                plain('4', namespace, Packet.Event.NO_ACK, error(message, data));
            case Packet.Disconnect(var namespace) -> plain('1', namespace, Packet.Event.NO_ACK, null);
            case Packet.Event(var namespace, var id, var args) -> withArgs('2', '5', namespace, id, args);
            case Packet.Ack(var namespace, var id, var args) -> withArgs('3', '6', namespace, id, args);
        };
    }

    private static Map<String, @Nullable Object> ids(String sid, @Nullable String pid) {
        var ids = new LinkedHashMap<String, @Nullable Object>();
        ids.put("sid", sid);
        if (pid != null) ids.put("pid", pid);
        return ids;
    }

    private static Map<String, @Nullable Object> error(String message, @Nullable Object data) {
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("message", message);
        if (data != null) error.put("data", data);
        return error;
    }

    private static Frame withArgs(int type, int binaryType, String namespace, long id, List<@Nullable Object> args) {
        if (!Attachments.areIn(args)) return plain(type, namespace, id, args);
        var attachments = new Attachments();
        Object withPlaceholders = attachments.takenFrom(args);
        var out = new JsonOutput().octet('4').octet(binaryType);
        out.utf8(Integer.toString(attachments.taken().size())).octet('-');
        return new Frame(rest(out, namespace, id, withPlaceholders), attachments.taken());
    }

    private static Frame plain(int type, String namespace, long id, @Nullable Object data) {
        return new Frame(rest(new JsonOutput().octet('4').octet(type), namespace, id, data), List.of());
    }

    private static Octets rest(JsonOutput out, String namespace, long id, @Nullable Object data) {
        if (!namespace.equals("/")) out.utf8(namespace).octet(',');
        if (id >= 0) out.utf8(Long.toString(id));
        if (data != null) Json.write(data, out);
        return new Octets(out.array(), 0, out.length());
    }
}
