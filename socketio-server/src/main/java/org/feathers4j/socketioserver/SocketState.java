package org.feathers4j.socketioserver;

import java.util.List;

/**
 * A socket of a client that may go on after a lost connection, for a server of another process to take it over: {@link SocketIoServer#state} and {@link SocketIoServer#expect}.
 *
 * @param pid by which the client asks for it; a secret
 * @param id the client's {@code socket.id}
 * @param isWhole whether the frames are all that the client was ever sent
 * @param frames the last events that it was sent, the oldest first
 */
public record SocketState(String pid, String id, boolean isWhole, List<SocketFrame> frames) {
    /** Copies the list. */
    public SocketState {
        frames = List.copyOf(frames);
    }

    /** The pid is left out. */
    @Override
    public String toString() {
        return "Socket %s with %d frames".formatted(id, frames.size());
    }
}
