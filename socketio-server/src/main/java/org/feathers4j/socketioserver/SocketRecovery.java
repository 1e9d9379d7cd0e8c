package org.feathers4j.socketioserver;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A client that has come back after its connection was lost, and wants to go on. May be used from any thread; only the first answer counts. */
public interface SocketRecovery {
    /** The socket of the client. */
    Socket socket();

    /** The listener that the socket has had all the time. */
    SocketListener listener();

    /** The {@code auth} of the new CONNECT packet, without what tells who the client was; empty when the client has sent none. */
    Map<String, @Nullable Object> auth();

    /** Lets the client go on: it gets the events that it has missed. If it cannot, because they are not kept any more, it is asked about as a new client. */
    void accept();

    /** Does not let the client go on: its socket is disconnected, and it is asked about as a new client. */
    void refuse();
}
