package org.feathers4j.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers what a test says, right or wrong: raw bytes to a request over HTTP, and text messages to a WebSocket. */
final class BadServer implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;
    private final List<String> messages;
    private final AtomicInteger connections = new AtomicInteger();
    private final boolean reads;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private BadServer(byte[] answer, List<String> messages, boolean reads) {
        this.reads = reads;
        this.answer = answer;
        this.messages = messages;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** @param answer head and body, as they are */
    static BadServer answering(String answer) {
        return new BadServer(answer.getBytes(StandardCharsets.UTF_8), List.of(), true);
    }

    /** @param messages sent to each client as soon as it has connected */
    static BadServer sending(String... messages) {
        return new BadServer(new byte[0], List.of(messages), true);
    }

    /** Takes WebSockets, and then reads nothing. */
    static BadServer deaf() {
        return new BadServer(new byte[0], List.of(), false);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            String head = head(client);
            if (answer.length > 0) {
                client.getOutputStream().write(answer);
                client.getOutputStream().flush();
                client.shutdownOutput();
            } else handshake(client, head);
            while (reads && client.getInputStream().read() >= 0) {
                // what the client says does not matter
            }
        } catch (IOException | GeneralSecurityException e) {
            // the client has gone
        }
    }

    private static String head(Socket client) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) throw new IOException("gone");
            head.append((char) next);
        }
        return head.toString();
    }

    private void handshake(Socket client, String head) throws IOException, GeneralSecurityException {
        String key = head.replaceAll("(?is).*sec-websocket-key: *([^\r]+)\r.*", "$1");
        byte[] accept = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        String response =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
                        .formatted(Base64.getEncoder().encodeToString(accept));
        client.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
        for (String message : messages) frame(client, message.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    private static void frame(Socket client, byte[] text) throws IOException {
        var out = client.getOutputStream();
        out.write(0x81);
        if (text.length < 126) out.write(text.length);
        else {
            out.write(126);
            out.write(text.length >> 8);
            out.write(text.length);
        }
        out.write(text);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket each : open) each.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
