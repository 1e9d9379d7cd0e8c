package org.feathers4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers as it is told to, which no proper one of S3 does. One request on each connection. */
final class S3Failing implements AutoCloseable {
    /** Answers a request. */
    interface Script {
        /**
         * Answers one request.
         *
         * @param request verb and target, for instance {@code GET /blobs/a}
         */
        void answer(String request, OutputStream out) throws IOException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Script script;

    S3Failing(Script script) throws IOException {
        this.script = script;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                sockets.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            String request = head.substring(0, head.indexOf(" HTTP"));
            int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
            if (at >= 0) in.skipNBytes(Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at))));
            requests.add(request);
            script.answer(request, socket.getOutputStream());
        } catch (IOException e) {
            // the client is gone
        }
    }

    private static String head(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) throw new IOException("no request");
            text.append((char) next);
        }
        return text.toString();
    }

    static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A whole answer with a body. */
    static void reply(OutputStream out, String status, String headers, String body) throws IOException {
        send(
                out,
                "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "Content-Length: " + body.length()
                        + "\r\n\r\n" + body);
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
