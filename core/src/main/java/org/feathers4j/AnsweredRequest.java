package org.feathers4j;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A request of a client or a peer, and how it was answered. Never its data, its query or its headers.
 *
 * @param provider the way it came in: {@code rest}, {@code socketio} or {@code mesh}
 * @param method the HTTP method over REST, else that of the service
 * @param path the requested path, without the query; empty when the request named none
 * @param caller the address of the client, or the name of the calling application; null when unknown
 * @param status the HTTP status, also of answers that do not go over HTTP: 200 for success, 499 when an HTTP client left before its answer was written
 * @param time from the arrival of the request to the end of the answer
 */
public record AnsweredRequest(
        String provider,
        String method,
        String path,
        @Nullable String caller,
        int status,
        Duration time) {
    private static final int LONGEST = 200;

    /** Clients choose methods and paths: they are kept on one line, and short. */
    public AnsweredRequest {
        method = harmless(method);
        path = harmless(path);
    }

    private static String harmless(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return cut.codePoints().anyMatch(AnsweredRequest::isOdd)
                ? cut.codePoints()
                        .map(each -> isOdd(each) ? '?' : each)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : cut;
    }

    /** Ends a line, or changes what a terminal shows. */
    private static boolean isOdd(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** For instance {@code rest GET /todos/1 from 192.0.2.7: 200 in 3 ms}. */
    @Override
    public String toString() {
        return "%s %s %s from %s: %d in %d ms"
                .formatted(provider, method, path, caller == null ? "?" : caller, status, time.toMillis());
    }
}
