package org.feathers4j.socketioserver;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.feathers4j.socketio.Packet;
import org.jspecify.annotations.Nullable;

/** A client that wants to go on with the socket of an earlier session. Any thread may decide, once. */
final class ResumeRequest implements SocketRecovery {
    private final SocketClient client;
    private final ClientSocket socket;
    private final Map<String, @Nullable Object> auth;
    private final @Nullable String offset;
    private final AtomicBoolean decided = new AtomicBoolean();

    ResumeRequest(SocketClient client, ClientSocket socket, Packet.Connect connect) {
        this.client = client;
        this.socket = socket;
        this.auth = new LinkedHashMap<>(connect.auth());
        this.auth.remove("pid");
        this.offset = this.auth.remove("offset") instanceof String text ? text : null;
    }

    @Override
    public Socket socket() {
        return socket;
    }

    @Override
    public SocketListener listener() {
        return socket.listener();
    }

    @Override
    public Map<String, @Nullable Object> auth() {
        return auth;
    }

    @Override
    public void accept() {
        if (decided.compareAndSet(false, true))
            client.session().loop().later(() -> client.namespaces().resume(socket, offset, auth));
    }

    @Override
    public void refuse() {
        if (decided.compareAndSet(false, true))
            client.session().loop().later(() -> client.namespaces().replace(socket, auth));
    }
}
