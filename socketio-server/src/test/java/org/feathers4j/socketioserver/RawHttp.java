package org.feathers4j.socketioserver;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/** A connection that sends exactly the bytes it is given, right or wrong. */
public final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT = (int) Patience.ofSeconds(10).toMillis();

    /** An answer; headers in lower case, several of the same name joined. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public @Nullable Object json() {
            return Json.parse(body);
        }

        public @Nullable String header(String name) {
            return headers.get(name);
        }
    }

    private final Socket socket = new Socket();

    public RawHttp(int port) {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
            socket.setSoTimeout(TIMEOUT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request on a connection of its own. */
    public static Answer request(int port, String head, byte[] body) {
        try (var http = new RawHttp(port)) {
            http.send(head.getBytes(StandardCharsets.UTF_8));
            http.send(body);
            return http.answer(!head.startsWith("HEAD "));
        }
    }

    public static Answer get(int port, String path) {
        return request(port, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n", new byte[0]);
    }

    public static Answer post(int port, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        return request(port, head, body);
    }

    /** A JSON object, an empty one for null. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    public static Map<String, @Nullable Object> object(@Nullable Object json) {
        return json == null ? Map.of() : (Map<String, @Nullable Object>) json;
    }

    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer answer() {
        return answer(true);
    }

    public Answer answer(boolean withBody) {
        try {
            InputStream in = socket.getInputStream();
            String statusLine = line(in);
            int status = Integer.parseInt(statusLine.split(" ", -1)[1]);
            var headers = new LinkedHashMap<String, String>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim(),
                        (a, b) -> a + ", " + b);
            }
            if (status == 100) return answer(withBody);
            boolean hasBody = withBody && status != 204 && status != 304;
            return new Answer(status, headers, hasBody ? body(in, headers.get("content-length")) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String body(InputStream in, @Nullable String length) throws IOException {
        if (length == null) throw new IOException("An answer without Content-Length");
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) throw new EOFException("Half an answer");
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0)
                throw new EOFException("Connection closed after '" + line.toString(StandardCharsets.UTF_8) + "'");
            if (c != '\r') line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** All that comes until the server closes the connection. */
    public String rest() {
        return new String(restBytes(), StandardCharsets.UTF_8);
    }

    /** The same as bytes. */
    public byte[] restBytes() {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException e) {
            return new byte[0]; // reset
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks the connection without saying goodbye. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more will be sent. */
    public void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has closed the connection; waits for it. */
    public boolean isClosedByServer() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return !(e instanceof java.net.SocketTimeoutException);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
