package org.feathers4j.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** Fails in as many ways as {@code services.mjs} does. */
final class JavaFailures {

    private JavaFailures() {}

    /** Throws the failure of that name; {@code null} and {@code cycle} are answers, the latter one that JSON cannot take. */
    static @Nullable Object get(String failure) throws Exception {
        return switch (failure) {
            case "NotFound" -> throw FeathersException.notFound("Nothing here");
            case "NotFoundData" ->
                throw FeathersException.notFound("Nothing here").withData(Map.of("looked", List.of("left", "right")));
            case "BadRequest" ->
                throw FeathersException.badRequest("Not like this")
                        .withData(Map.of("field", "text"))
                        .withErrors(Map.of("text", "is too long"));
            case "BadRequestList" ->
                throw FeathersException.badRequest("Not like this")
                        .withErrors(List.of(Map.of("path", "text"), Map.of("path", "done")));
            case "Conflict" -> throw FeathersException.conflict("Already there");
            case "Gone" -> throw FeathersException.of(ErrorKind.GONE, "Was here once");
            case "Unavailable" -> throw FeathersException.unavailable("Not now").withData(Map.of("retryAfter", 5));
            case "Unknown" ->
                throw FeathersException.named("MyError", 499, "my-error", "Custom")
                        .withData(Map.of("own", true));
            case "Error" -> throw new IllegalStateException("Plain trouble");
            case "Checked" -> throw new Exception("Checked trouble");
            case "NoMessage" -> throw new IllegalArgumentException();
            case "null" -> null;
            case "cycle" -> cycle();
            case "stranger" -> new Object();
            default -> throw FeathersException.notFound("No failure is called '%s'", failure);
        };
    }

    private static Object cycle() {
        var snake = new LinkedHashMap<String, @Nullable Object>();
        snake.put("tail", snake);
        return snake;
    }
}
