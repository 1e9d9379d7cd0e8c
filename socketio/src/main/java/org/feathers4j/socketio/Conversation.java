package org.feathers4j.socketio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The state of one Socket.IO client (the {@code Client} of socket.io): the namespaces that it has entered, and the packets that it may send. Takes packets, decisions of the application and the
 * time, and returns effects.
 *
 * <p>Owned by the owner of the client's session. Times are nanoseconds of any steady clock. Behaves as socket.io's lib/client.ts.
 */
public final class Conversation {
    private static final String LEFT = "client namespace disconnect";
    private static final String EXPELLED = "server namespace disconnect";
    private static final String FORCED = "forced server close";

    private enum Stage {
        ASKED,
        JOINED
    }

    private final Map<String, Stage> namespaces = new LinkedHashMap<>();
    private final long timeout;
    private long deadline;
    private boolean closed;

    /**
     * A client that is in no namespace yet.
     *
     * @param connectTimeout how long the client may be in no namespace
     */
    public Conversation(Duration connectTimeout, long now) {
        this.timeout = connectTimeout.toNanos();
        this.deadline = now + timeout;
    }

    /**
     * The client has sent a packet.
     *
     * @param known the namespaces that exist
     */
    public List<ConversationEffect> received(Packet packet, Set<String> known, long now) {
        if (closed) return List.of();
        Stage stage = namespaces.get(packet.namespace());
        if (packet instanceof Packet.Connect connect && stage == null) return connect(connect, known);
        if (stage != Stage.JOINED) return invalid();
        return switch (packet) {
            case Packet.Event(var namespace, var id, var args) ->
                List.of(new ConversationEffect.Event(namespace, id, args));
            case Packet.Ack(var namespace, var id, var args) ->
                List.of(new ConversationEffect.Answer(namespace, id, args));
            case Packet.Disconnect(var namespace) -> List.of(left(namespace, LEFT, now));
            case Packet.Connect connect -> invalid();
            case Packet.Connected connected -> invalid();
            case Packet.Refused refused -> invalid();
        };
    }

    private List<ConversationEffect> connect(Packet.Connect packet, Set<String> known) {
        String namespace = packet.namespace();
        if (!known.contains(namespace))
            return List.of(new ConversationEffect.Send(new Packet.Refused(namespace, "Invalid namespace", null)));
        namespaces.put(namespace, Stage.ASKED);
        return List.of(new ConversationEffect.Ask(namespace, packet.auth()));
    }

    /**
     * The application accepts the client.
     *
     * @param sid hard to guess
     * @param pid hard to guess, another one; null for a client that cannot go on after its connection was lost
     * @return empty when the client is gone
     */
    public List<ConversationEffect> accept(String namespace, String sid, @Nullable String pid) {
        if (!namespaces.replace(namespace, Stage.ASKED, Stage.JOINED)) return List.of();
        return List.of(
                new ConversationEffect.Send(new Packet.Connected(namespace, sid, pid)),
                new ConversationEffect.Joined(namespace, sid));
    }

    /** Whether the client waits for the decision of the application. */
    public boolean isAsked(String namespace) {
        return namespaces.get(namespace) == Stage.ASKED;
    }

    /** The application refuses the client. */
    public List<ConversationEffect> refuse(Packet.Refused why) {
        if (!namespaces.remove(why.namespace(), Stage.ASKED)) return List.of();
        return List.of(new ConversationEffect.Send(why));
    }

    /** The application disconnects the client from a namespace. */
    public List<ConversationEffect> disconnect(String namespace, long now) {
        if (namespaces.get(namespace) != Stage.JOINED) return List.of();
        return List.of(new ConversationEffect.Send(new Packet.Disconnect(namespace)), left(namespace, EXPELLED, now));
    }

    /** The application disconnects the client from all namespaces and closes its session. */
    public List<ConversationEffect> expel(long now) {
        if (closed) return List.of();
        var effects = new ArrayList<ConversationEffect>();
        for (String namespace : List.copyOf(namespaces.keySet())) effects.addAll(disconnect(namespace, now));
        closed = true;
        namespaces.clear();
        effects.add(new ConversationEffect.Close());
        return effects;
    }

    /** The client has broken the protocol. */
    public List<ConversationEffect> invalid() {
        if (closed) return List.of();
        List<ConversationEffect> effects = new ArrayList<>(ended(FORCED));
        effects.add(new ConversationEffect.Close());
        return effects;
    }

    /** The session has ended. */
    public List<ConversationEffect> ended(String reason) {
        if (closed) return List.of();
        closed = true;
        var effects = new ArrayList<ConversationEffect>();
        namespaces.forEach((namespace, stage) -> {
            if (stage == Stage.JOINED) effects.add(new ConversationEffect.Left(namespace, reason));
        });
        namespaces.clear();
        return effects;
    }

    /** Time has passed. */
    public List<ConversationEffect> tick(long now) {
        boolean idle = !closed && !namespaces.containsValue(Stage.JOINED) && deadline - now <= 0;
        return idle ? invalid() : List.of();
    }

    private ConversationEffect left(String namespace, String reason, long now) {
        namespaces.remove(namespace);
        deadline = now + timeout;
        return new ConversationEffect.Left(namespace, reason);
    }
}
