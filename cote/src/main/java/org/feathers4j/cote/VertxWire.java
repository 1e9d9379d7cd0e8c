package org.feathers4j.cote;

import java.nio.ByteBuffer;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of Vert.x. Uses its internal interfaces only to hand over bytes without copying them. */
final class VertxWire implements Wire {
    private static final Logger log = LoggerFactory.getLogger(VertxWire.class);

    private final NetSocketInternal socket;
    private final SocketAddress remote; // the socket drops its handler when it is closed

    private VertxWire(NetSocketInternal socket) {
        this.socket = socket;
        this.remote = socket.remoteAddress();
    }

    /**
     * Hands a new connection to the acceptor. On the loop.
     *
     * @return false when the peer broke it while its last bytes were on their way to us, which happens at the end of a TLS handshake: Vert.x reports it as open all the same, and
     *     the acceptor hears nothing of it
     */
    static boolean open(NetSocket socket, WireAcceptor acceptor) {
        var wire = new VertxWire((NetSocketInternal) socket);
        Channel channel = wire.socket.channelHandlerContext().channel();
        if (!channel.isActive()) return false;
        KeepAlive.start(channel);
        socket.exceptionHandler(error -> log.debug("{}: {}", wire.remote, error.toString()));
        WireListener listener = acceptor.onOpen(wire);
        socket.handler(buffer ->
                listener.onBytes(((BufferInternal) buffer).getByteBuf().nioBuffer()));
        socket.drainHandler(nothing -> listener.onWritable());
        socket.closeHandler(nothing -> listener.onClosed());
        return true;
    }

    @Override
    public String remoteAddress() {
        return remote.hostAddress();
    }

    @Override
    public int remotePort() {
        return remote.port();
    }

    @Override
    public void write(ByteBuffer bytes) {
        socket.writeMessage(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public boolean writable() {
        return !socket.writeQueueFull();
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public void abort() {
        var unused = socket.channelHandlerContext().close();
    }
}
