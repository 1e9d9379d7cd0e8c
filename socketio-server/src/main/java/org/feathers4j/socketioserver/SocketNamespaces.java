package org.feathers4j.socketioserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.socketio.Conversation;
import org.feathers4j.socketio.ConversationEffect;
import org.feathers4j.socketio.Packet;
import org.feathers4j.socketio.PacketEncoder;
import org.jspecify.annotations.Nullable;

/** The namespaces that a client is in: passes signals to {@link Conversation}, and carries out its effects. Owned by the loop of the session. */
final class SocketNamespaces {
    private final SocketIoServer sockets;
    private final SocketClient client;
    private final Conversation conversation;
    private final PendingAnswers pending;
    private final Map<String, ClientSocket> joined = new LinkedHashMap<>();

    SocketNamespaces(SocketIoServer sockets, SocketClient client, long now) {
        this.sockets = sockets;
        this.client = client;
        this.conversation = new Conversation(sockets.options().connectTimeout(), now);
        this.pending = new PendingAnswers(sockets.options().maxPendingAcks());
    }

    /** The acknowledgements that the server waits for. Any thread. */
    PendingAnswers pending() {
        return pending;
    }

    void tick(long now) {
        carryOut(conversation.tick(now));
    }

    void received(Packet packet) {
        List<ConversationEffect> effects = conversation.received(packet, sockets.namespaces(), System.nanoTime());
        if (effects.contains(new ConversationEffect.Close())) client.misplaced();
        carryOut(effects);
    }

    /** The client has sent something that is not a packet. */
    void invalid() {
        carryOut(conversation.invalid());
    }

    /** The session has ended. */
    void ended(String reason) {
        carryOut(conversation.ended(reason));
    }

    // calls of the application, on the loop

    void accept(ClientSocket socket, SocketListener listener) {
        List<ConversationEffect> effects = conversation.accept(socket.namespace(), socket.id(), socket.pid());
        if (effects.isEmpty()) {
            socket.missed(listener);
            return;
        }
        joined.put(socket.namespace(), socket);
        carryOut(effects);
        socket.join(listener);
    }

    /** The client goes on with a socket of an earlier session, if what it has missed is known. */
    void resume(ClientSocket socket, @Nullable String offset, Map<String, @Nullable Object> auth) {
        String namespace = socket.namespace();
        if (!conversation.isAsked(namespace)) return; // gone again; it may come back once more
        boolean goesOn = socket.resume(client, offset, () -> {
            joined.put(namespace, socket);
            carryOut(conversation.accept(namespace, socket.id(), socket.pid()));
        });
        if (!goesOn) replace(socket, auth);
    }

    /** The client is a new one, and the earlier socket ends. */
    void replace(ClientSocket earlier, Map<String, @Nullable Object> auth) {
        earlier.replaced();
        ask(earlier.namespace(), auth);
    }

    private void ask(String namespace, Map<String, @Nullable Object> auth) {
        sockets.ask(namespace, new ConnectRequest(new ClientSocket(client, namespace, sockets.recoveries()), auth));
    }

    void refuse(Packet.Refused why) {
        carryOut(conversation.refuse(why));
    }

    void disconnect(String namespace) {
        carryOut(conversation.disconnect(namespace, System.nanoTime()));
    }

    void expel() {
        carryOut(conversation.expel(System.nanoTime()));
    }

    private void carryOut(List<ConversationEffect> effects) {
        for (ConversationEffect effect : effects) carryOut(effect);
    }

    private void carryOut(ConversationEffect effect) {
        switch (effect) {
            case ConversationEffect.Send(var packet) -> client.session().send(PacketEncoder.encode(packet));
            case ConversationEffect.Ask(var namespace, var auth) -> {
                var connect = new Packet.Connect(namespace, auth);
                ClientSocket earlier = sockets.recoveries().wanted(connect);
                if (earlier == null) ask(namespace, auth);
                else sockets.askAgain(new ResumeRequest(client, earlier, connect));
            }
            case ConversationEffect.Joined(var namespace, var sid) -> {}
            case ConversationEffect.Event(var namespace, var id, var args) ->
                socket(namespace).event(id, args);
            case ConversationEffect.Answer(var namespace, var id, var args) -> pending.answered(namespace, id, args);
            case ConversationEffect.Left(var namespace, var reason) -> {
                ClientSocket gone = joined.remove(namespace);
                if (gone != null) gone.left(client, reason);
                pending.left(namespace);
            }
            case ConversationEffect.Close() -> client.session().close();
        }
    }

    private ClientSocket socket(String namespace) {
        ClientSocket socket = joined.get(namespace);
        if (socket == null) throw new IllegalStateException("The client has not entered " + namespace);
        return socket;
    }
}
