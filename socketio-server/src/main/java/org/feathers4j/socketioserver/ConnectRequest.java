package org.feathers4j.socketioserver;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.feathers4j.json.Json;
import org.feathers4j.socketio.Packet;
import org.jspecify.annotations.Nullable;

/** A client that asks to enter a namespace. Any thread may decide, once. */
final class ConnectRequest implements SocketRequest {
    private final ClientSocket socket;
    private final Map<String, @Nullable Object> auth;
    private final AtomicBoolean decided = new AtomicBoolean();

    ConnectRequest(ClientSocket socket, Map<String, @Nullable Object> auth) {
        this.socket = socket;
        this.auth = auth;
    }

    @Override
    public Socket socket() {
        return socket;
    }

    @Override
    public Map<String, @Nullable Object> auth() {
        return auth;
    }

    @Override
    public void accept(SocketListener listener) {
        if (!decided.compareAndSet(false, true)) return;
        SocketClient client = socket.client();
        client.session().loop().later(() -> client.namespaces().accept(socket, listener));
    }

    @Override
    public void refuse(String message, @Nullable Object data) {
        // written here, where a failure reaches the caller; read back, it is plain
        Object plain = data == null ? null : Json.parse(Json.bytes(data));
        if (!decided.compareAndSet(false, true)) return;
        SocketClient client = socket.client();
        client.session()
                .loop()
                .later(() -> client.namespaces().refuse(new Packet.Refused(socket.namespace(), message, plain)));
    }
}
