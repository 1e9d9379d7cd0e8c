package org.feathers4j.socketioserver;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.feathers4j.socketio.Frame;
import org.feathers4j.socketio.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to the channel of a WebSocket: small ones together in one buffer, large ones without a copy, and one flush for all of them. For the loop of
 * the channel.
 *
 * <p>Frames of a server are not masked, so their bytes are written directly (RFC 6455, section 5.2); only messages that may be compressed go through Netty's
 * encoders.
 */
final class FrameWriter {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xFFFF;
    private static final int LONGEST_HEADER = 10;
    private static final int BATCH = 32 << 10;
    private static final int LARGE = 8 << 10;

    private final ChannelHandlerContext channel;
    private final boolean encoded;
    private @Nullable ByteBuf batch;

    FrameWriter(ChannelHandlerContext channel, boolean compression) {
        this.channel = channel;
        this.encoded = compression;
    }

    /** Writes waiting frames while the channel is writable. */
    void drain(SocketOutbox box) {
        boolean any = false;
        while (channel.channel().isWritable()) {
            Frame frame = box.take();
            if (frame == null) break;
            if (frame.hasText()) text(frame.text());
            for (Octets attachment : frame.attachments()) write(BINARY, attachment);
            any = true;
        }
        if (any) flush();
    }

    void text(Octets message) {
        write(TEXT, message);
    }

    private void write(int type, Octets message) {
        if (encoded) writeEncoded(type, wrapped(message));
        else if (message.length() < LARGE) append(type, message);
        else {
            end();
            put(header(channel.alloc().buffer(LONGEST_HEADER), type, message.length()));
            put(wrapped(message));
        }
    }

    private void writeEncoded(int type, ByteBuf content) {
        put(type == TEXT ? new TextWebSocketFrame(content) : new BinaryWebSocketFrame(content));
    }

    private static ByteBuf wrapped(Octets message) {
        return Unpooled.wrappedBuffer(message.array(), message.offset(), message.length());
    }

    private void append(int type, Octets message) {
        ByteBuf target = batch;
        int size = message.length() + LONGEST_HEADER;
        if (target == null) batch = target = channel.alloc().buffer(size);
        header(target, type, message.length()).writeBytes(message.array(), message.offset(), message.length());
        if (target.readableBytes() > BATCH) end();
    }

    private static ByteBuf header(ByteBuf target, int type, int length) {
        target.writeByte(type);
        if (length <= SHORT) return target.writeByte(length);
        if (length <= MEDIUM) return target.writeByte(SHORT + 1).writeShort(length);
        return target.writeByte(SHORT + 2).writeLong(length);
    }

    private void end() {
        if (batch == null) return;
        put(batch);
        batch = null;
    }

    @SuppressWarnings(
            "FutureReturnValueIgnored") // of a void promise: a failure goes to the pipeline, and closes the WebSocket
    private void put(Object message) {
        channel.write(message, channel.voidPromise());
    }

    void flush() {
        end();
        channel.flush();
    }
}
