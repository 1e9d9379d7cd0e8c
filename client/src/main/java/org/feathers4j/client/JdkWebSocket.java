package org.feathers4j.client;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** A WebSocket of the JDK: puts the parts of messages together, and sends one message after the other, as the JDK demands. */
final class JdkWebSocket implements WebSocket.Listener, WebSocketLink {
    private final WebSocketReceiver receiver;
    private final int maxBytes;
    private final Duration goodbye;
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Parts of messages; used by the JDK's callbacks only, which come one after another. */
    private final StringBuilder text = new StringBuilder();

    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private volatile @Nullable WebSocket socket;
    /** Ends when all that was sent before has gone; guarded by this. */
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    /** @param goodbye how long {@link #close} waits until everything is sent */
    JdkWebSocket(WebSocketReceiver receiver, int maxBytes, Duration goodbye) {
        this.receiver = receiver;
        this.maxBytes = maxBytes;
        this.goodbye = goodbye;
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        receiver.opened(this);
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        // a character has at least one byte
        if (part.length() > maxBytes - text.length()) return tooLong(from);
        text.append(part);
        if (last && !ended.get()) {
            String message = text.toString();
            text.setLength(0);
            receiver.text(message);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        if (part.remaining() > maxBytes - binary.size()) return tooLong(from);
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        binary.writeBytes(bytes);
        if (last && !ended.get()) {
            byte[] message = binary.toByteArray();
            binary.reset();
            receiver.binary(message);
        }
        from.request(1);
        return null;
    }

    private @Nullable CompletionStage<?> tooLong(WebSocket from) {
        from.abort();
        ended("the server sent a message longer than %d bytes".formatted(maxBytes));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended("the server closed the connection (%d%s)".formatted(code, reason.isEmpty() ? "" : " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended(JdkNetwork.text(error));
    }

    void ended(String reason) {
        if (!ended.getAndSet(true)) receiver.closed(reason);
    }

    @Override
    public void text(String message) {
        send(open -> open.sendText(message, true));
    }

    @Override
    public void binary(byte[] message) {
        send(open -> open.sendBinary(ByteBuffer.wrap(message), true));
    }

    /** Sends one message of the queue. */
    @FunctionalInterface
    private interface Sending {
        CompletableFuture<WebSocket> on(WebSocket open);
    }

    private void send(Sending message) {
        WebSocket open = socket;
        if (open == null || ended.get()) return;
        Supplier<CompletableFuture<?>> next = () -> message.on(open);
        synchronized (this) {
            sending = sending.thenCompose(before -> next.get()).whenComplete((sent, failure) -> {
                if (failure == null) return;
                open.abort();
                ended(JdkNetwork.text(failure));
            });
        }
    }

    @Override
    public void close() {
        send(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        synchronized (this) {
            // a peer that does not read lets no message go, and the goodbye is the last one
            sending = sending.orTimeout(goodbye.toNanos(), TimeUnit.NANOSECONDS).whenComplete((gone, failure) -> {
                ended("the client closed the connection");
                WebSocket open = socket;
                if (open != null) open.abort();
            });
        }
    }
}
