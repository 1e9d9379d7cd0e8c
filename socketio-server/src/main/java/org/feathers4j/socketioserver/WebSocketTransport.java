package org.feathers4j.socketioserver;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.util.concurrent.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import org.feathers4j.socketio.Octets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket: whole messages in, frames out. Owned by the loop of its connection, which may differ from the loop of its session.
 */
final class WebSocketTransport {
    /** Receives messages; called on the loop of the connection. */
    interface Listener {
        void text(WebSocketTransport from, Octets message);

        void binary(WebSocketTransport from, Octets message);

        /**
         * The WebSocket is closed; no call follows.
         *
         * @param fault how the client has broken RFC 6455; null when it has not
         */
        void closed(WebSocketTransport gone, @Nullable String fault);
    }

    private static final Logger log = LoggerFactory.getLogger(WebSocketTransport.class);
    private static final long SECONDS_TO_FINISH = 10;
    private static final short TOO_BIG = 1009;

    private final ServerWebSocket webSocket;
    private final SocketLoop loop;
    private final ChannelHandlerContext channel;
    private final FrameWriter writer;
    private final Listener listener;
    private final int maxMessage;
    private @Nullable Buffer partial;
    private boolean partialText;
    private @Nullable SocketOutbox outbox;
    private @Nullable Future<?> finishing;
    private @Nullable String fault;
    private boolean closed;

    WebSocketTransport(
            ServerWebSocket webSocket,
            ChannelHandlerContext channel,
            SocketLoop loop,
            EngineServerOptions options,
            Listener listener) {
        this.webSocket = webSocket;
        this.loop = loop;
        this.listener = listener;
        this.maxMessage = options.engine().maxPayload();
        this.channel = channel;
        this.writer = new FrameWriter(channel, options.compression());
        webSocket.frameHandler(this::received);
        webSocket.closeHandler(nothing -> ended());
        webSocket.exceptionHandler(this::failed);
        // the session closes the WebSocket, also when the server shuts down
        webSocket.shutdownHandler(nothing -> {});
        channel.pipeline().addBefore(channel.name(), null, new Watch());
    }

    /** Vert.x reports writability only after writes of its own. */
    private final class Watch extends ChannelInboundHandlerAdapter {
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            ctx.fireChannelWritabilityChanged();
            if (ctx.channel().isWritable()) drain();
        }
    }

    SocketLoop loop() {
        return loop;
    }

    private void received(WebSocketFrame frame) {
        if (closed) return;
        if (frame.isText() || frame.isBinary()) {
            if (frame.isFinal()) deliver(frame.isText(), frame.binaryData());
            else {
                partialText = frame.isText();
                partial = Buffer.buffer().appendBuffer(frame.binaryData());
            }
        } else if (frame.isContinuation()) continued(frame);
        else if (frame.isClose()) hangUp();
    }

    /**
     * Answers a close frame, which Vert.x leaves to its shutdown handler, and closes the connection after the answer: the client leaves that to the server
     * (RFC 6455, 7.1.1) and would wait for half a minute.
     */
    private void hangUp() {
        webSocket.close();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void continued(WebSocketFrame frame) {
        Buffer begun = partial;
        if (begun == null) return;
        begun.appendBuffer(frame.binaryData());
        if (begun.length() > maxMessage) {
            partial = null;
            breakOff(TOO_BIG, "a message in frames of more than %d bytes together".formatted(maxMessage));
        } else if (frame.isFinal()) {
            partial = null;
            deliver(partialText, begun);
        }
    }

    private void deliver(boolean text, Buffer message) {
        Octets octets = Octets.of(message.getBytes());
        if (text) listener.text(this, octets);
        else listener.binary(this, octets);
    }

    /** Netty's own close frame never gets to its encoder (WebSocket08FrameDecoder, protocolViolation), and Vert.x would send the status of a normal close. */
    private void failed(Throwable e) {
        if (e instanceof CorruptedWebSocketFrameException corrupted)
            breakOff(
                    (short) corrupted.closeStatus().code(),
                    "a frame that is broken or too long: " + corrupted.getMessage());
    }

    private boolean isOver() {
        return closed || webSocket.isClosed();
    }

    private void breakOff(short status, String why) {
        if (isOver()) return;
        fault = why;
        webSocket.shutdownHandler(null);
        webSocket.close(status);
    }

    private void ended() {
        closed = true;
        if (finishing != null) finishing.cancel(false);
        listener.closed(this, fault);
    }

    /** Pauses reading. */
    void pause() {
        if (!closed) webSocket.pause();
    }

    void resume() {
        if (!closed) webSocket.resume();
    }

    /** Sends the frames of an outbox from now on. */
    void use(SocketOutbox box) {
        outbox = box;
        drain();
    }

    /** Sends a text at once, ahead of all waiting frames. */
    void send(Octets text) {
        if (closed) return;
        writer.text(text);
        writer.flush();
    }

    /** Sends waiting frames while the connection is writable. */
    void drain() {
        SocketOutbox box = outbox;
        if (box == null || closed) return;
        writer.drain(box);
        if (finishing != null && box.isEmpty()) close();
    }

    /** Closes after all waiting frames were sent, within ten seconds. */
    void finish() {
        if (closed || finishing != null) return;
        finishing = channel.executor().schedule(this::cut, SECONDS_TO_FINISH, TimeUnit.SECONDS);
        if (outbox == null) close();
        else drain();
    }

    /** Closes with a close frame. */
    void close() {
        if (isOver()) return;
        // with a handler Vert.x leaves closing to it
        webSocket.shutdownHandler(null);
        webSocket.close();
    }

    /** Closes without a close frame, which a client that does not read would not read either. */
    void cut() {
        if (closed) return;
        var closing = channel.close();
        closing.addListener(done -> log.debug("Cut off {}", webSocket.remoteAddress()));
    }
}
