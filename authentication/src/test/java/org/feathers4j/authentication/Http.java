package org.feathers4j.authentication;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/** Requests that are sent exactly as they are written, which HttpClient does not do with odd headers and paths. */
final class Http {
    private static final int TIMEOUT = (int) Patience.ofSeconds(20).toMillis();

    /** An answer; header names in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        @Nullable
        Object json() {
            return Json.parse(body);
        }

        Map<String, @Nullable Object> object() {
            return Vectors.object(json());
        }
    }

    private Http() {}

    /** @param json the body; null for none */
    static Answer request(int port, String method, String path, Map<String, ?> headers, @Nullable Object json) {
        var head =
                new StringBuilder("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".formatted(method, path));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] body = json == null ? new byte[0] : Json.bytes(json);
        if (json != null) head.append("Content-Length: ").append(body.length).append("\r\n");
        return send(port, head.append("\r\n").toString(), body);
    }

    static Answer post(int port, String path, Object json) {
        return request(port, "POST", path, Map.of("Content-Type", "application/json"), json);
    }

    static Answer get(int port, String path, String authorization) {
        return request(port, "GET", path, Map.of("Authorization", authorization), null);
    }

    static Answer send(int port, String head, byte[] body) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return answer(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        var headers = new LinkedHashMap<String, String>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0)
                throw new IOException("Connection closed after '%s'".formatted(line.toString(StandardCharsets.UTF_8)));
            if (c != '\r') line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
