package org.feathers4j.nats;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The subjects of a mesh. Keys, paths and names are tokens: all but letters, digits, {@code -} and {@code _} is percent-encoded. */
final class Subjects {
    /** Part of every subject: applications that do not understand each other's messages never meet. */
    private static final String VERSION = "v1";

    /** An empty text as a token; no encoded text is a percent sign alone. */
    private static final String EMPTY = "%";

    private final String root;

    Subjects(String prefix, String partition) {
        root = prefix + "." + VERSION + "." + token(partition) + ".";
    }

    /** Who is there, with all its services. */
    String hello() {
        return root + "hello";
    }

    /** Who leaves. */
    String bye() {
        return root + "bye";
    }

    /** A service that is announced. */
    String service() {
        return root + "service";
    }

    /** A service that is withdrawn. */
    String serviceRemoved() {
        return root + "service-removed";
    }

    /** A hello for one application. */
    String helloTo(String uuid) {
        return root + "app." + token(uuid) + ".hello";
    }

    String requestTo(String uuid) {
        return root + "app." + token(uuid) + ".request";
    }

    /** Where the application expects the answer with this number; {@code *} for all. */
    String replyTo(String uuid, String number) {
        return root + "app." + token(uuid) + ".reply." + number;
    }

    String event(String key, String path, String name) {
        return root + "event." + token(key) + "." + token(path) + "." + token(name);
    }

    /** The events of this name, of all services. */
    String events(String name) {
        return root + "event.*.*." + token(name);
    }

    /** The events of a service that a stream stores; {@code *} as the name for all of them. */
    String stored(String key, String path, String name) {
        return root + "stored." + token(key) + "." + token(path) + "." + (name.equals("*") ? name : token(name));
    }

    /** The stream of a service's events: a name of one token, in which no encoded text has the sign between the parts. */
    String stream(String key, String path) {
        return token(root.substring(0, root.length() - 1)).replace("%2E", "+") + "+" + token(key) + "+" + token(path);
    }

    /** The position of a listener in a stream. */
    static String position(String event, String name) {
        return token(event) + "+" + token(name);
    }

    /** A method of a service for clients of NATS. */
    String method(String key, String path, String method) {
        return root + "svc." + token(key) + "." + token(path) + "." + token(method);
    }

    /** The last token of a subject, decoded. */
    static String last(String subject) {
        String token = subject.substring(subject.lastIndexOf('.') + 1);
        return token.equals(EMPTY) ? "" : URLDecoder.decode(token, StandardCharsets.UTF_8);
    }

    static String token(String text) {
        if (text.isEmpty()) return EMPTY;
        var token = new StringBuilder(text.length());
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (plain) token.append(c);
            else token.append("%%%02X".formatted((int) c));
        }
        return token.toString();
    }
}
