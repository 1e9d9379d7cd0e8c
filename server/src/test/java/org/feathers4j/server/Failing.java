package org.feathers4j.server;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/** Throws what its id names (fixture A of the vectors). */
final class Failing implements Service.Finds, Service.Gets, Service.Creates {
    @Override
    public Object find(Params params) {
        throw FeathersException.badRequest("find failed").withData(Map.of("errors", Map.of("q", "invalid")));
    }

    @Override
    public Object get(Id id, Params params) {
        throw ErrorKind.named(id.text())
                .<RuntimeException>map(
                        kind -> feathers(kind, String.valueOf(params.query().get("form"))))
                .orElseGet(() -> other(id.text()));
    }

    @Override
    public Object create(@Nullable Object data, Params params) {
        throw FeathersException.unprocessable("create failed").withData(Objects.requireNonNull(data));
    }

    private static FeathersException feathers(ErrorKind kind, String form) {
        String name = kind.errorName();
        return switch (form) {
            case "data" -> new FeathersException(kind, name + " with data").withData(Map.of("field", "name", "n", 1));
            case "errors" ->
                new FeathersException(kind, name + " with errors")
                        .withData(Map.of("field", "name", "errors", Map.of("name", "required")));
            case "array" ->
                new FeathersException(kind, name + " with array").withData(List.of(Map.of("a", 1), Map.of("b", 2)));
            case "message" -> new FeathersException(kind, "outer").withData(Map.of("message", "from data", "a", 1));
            case "none" -> new FeathersException(kind, "Error");
            default -> new FeathersException(kind, name + " thrown");
        };
    }

    private static RuntimeException other(String id) {
        return switch (id) {
            case "plain" -> new IllegalStateException("Plain failure");
            case "type" -> new ClassCastException("something is not what it should be");
            case "string" -> new IllegalStateException("a string");
            case "object" -> new IllegalStateException("plain object");
            case "coded" -> new IllegalStateException("Coded failure");
            case "codedText" -> new IllegalStateException("Text code");
            case "statusOnly" -> new IllegalStateException("Status only");
            case "withErrors" ->
                FeathersException.generalError("With errors")
                        .withData(Map.of("errors", List.of(Map.of("path", "name", "message", "bad"))));
            case "named" -> new IllegalStateException("Named");
            default -> new IllegalArgumentException("No such failure: " + id);
        };
    }
}
