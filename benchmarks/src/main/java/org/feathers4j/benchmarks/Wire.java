package org.feathers4j.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of a {@link Loader}. Owned by the loader's thread. */
final class Wire implements AutoCloseable {
    private static final int FIRST_SIZE = 8 << 10;

    private final SocketChannel channel;
    private final Conversation conversation;
    private ByteBuffer in = ByteBuffer.allocate(FIRST_SIZE);

    private Wire(SocketChannel channel, Conversation conversation) {
        this.channel = channel;
        this.conversation = conversation;
    }

    static Wire open(Selector selector, int port, Conversation conversation) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var wire = new Wire(channel, conversation);
        channel.register(selector, SelectionKey.OP_READ, wire);
        conversation.onOpen(wire);
        return wire;
    }

    /** Sends something short, which the kernel takes at once unless the other side has stopped reading. */
    void send(byte[] bytes) throws IOException {
        if (channel.write(ByteBuffer.wrap(bytes)) < bytes.length)
            throw new IOException("The other side reads nothing any more");
    }

    void read() throws IOException {
        if (channel.read(in) < 0) throw new EOFException("The other side closed the connection");
        in.flip();
        conversation.onBytes(this, in);
        in.compact();
        if (!in.hasRemaining()) in = ByteBuffer.allocate(in.capacity() * 2).put(in.flip());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
