package org.feathers4j.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A request that is sent again and again.
 *
 * @param title what a reader sees
 * @param line verb and path
 * @param body a JSON value, null for none
 * @param status of the right answer
 * @param right tells whether the body of an answer is right
 * @param alike whether all answers are the same
 */
record HttpRequest(
        String title,
        String line,
        @Nullable Object body,
        int status,
        Predicate<@Nullable Object> right,
        boolean alike) {
    static final HttpRequest GET =
            new HttpRequest("GET /todos/1", "GET /todos/1", null, 200, Todos.todo(1)::equals, true);
    private static final HttpRequest FIND =
            new HttpRequest("GET /todos, 100 records", "GET /todos", null, 200, Todos.page(Todos.SEEDS)::equals, true);
    private static final HttpRequest CREATE = new HttpRequest(
            "POST /todos", "POST /todos", Map.of("text", "Write", "done", false), 201, HttpRequest::isCreated, false);
    /** The last one changes the answers to the previous ones. */
    static final List<HttpRequest> ALL = List.of(GET, FIND, CREATE);

    private static boolean isCreated(@Nullable Object todo) {
        return Todos.idOf(todo) > Todos.SEEDS
                && todo instanceof Map<?, ?> members
                && "Write".equals(members.get("text"));
    }

    byte[] bytes() {
        String head = line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n";
        if (body == null) return (head + "\r\n").getBytes(StandardCharsets.US_ASCII);
        String json = Json.text(body);
        String rest = "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n";
        return (head + rest + json).getBytes(StandardCharsets.US_ASCII);
    }
}
