package org.feathers4j.hooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.feathers4j.json.Json;

/** One request with exactly the path it is given: brackets are not allowed in URLs, and Feathers' clients send them. */
final class RawHttp {
    private static final int TIMEOUT = 10_000;

    /** An answer; headers in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {}

    private RawHttp() {}

    static Answer request(int port, Map<String, ?> request) throws IOException {
        byte[] body = request.containsKey("json") ? Json.bytes(request.get("json")) : new byte[0];
        var head = new StringBuilder("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n"
                .formatted(request.get("method"), request.get("path"), body.length));
        Vectors.object(request.get("headers")).forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
            socket.setSoTimeout(TIMEOUT);
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] head = text.substring(0, end).split("\r\n", -1);
        var headers = new TreeMap<String, String>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.put(
                    head[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    head[i].substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(head[0].split(" ", -1)[1]), headers, text.substring(end + 4));
    }
}
