package org.feathers4j.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.feathers4j.server.Vectors;
import org.feathers4j.transport.RequestHeaders;
import org.jspecify.annotations.Nullable;

/** A server that records its requests, with a service that returns the parsed call, and further ones with given answers. */
final class AnsweringServer implements AutoCloseable {
    /** A request as it came. */
    record Request(String method, String url, Map<String, @Nullable Object> headers) {}

    private final Application app = Application.create().exposeMessages(true); // as Feathers does
    private final Server server =
            app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();

    AnsweringServer() {
        server.use(ctx -> {
            var headers = new RequestHeaders();
            ctx.request().headers().forEach(headers::add);
            requests.add(
                    new Request(ctx.request().method().name(), ctx.request().uri(), headers.toMap()));
            ctx.next();
        });
        for (String path : List.of("todos", "users/:userId/posts", "slashed/path"))
            app.use(
                    path,
                    new Understanding(),
                    o -> o.method("shout", (data, params) -> understood("shout", params, "data", data)));
        app.listen(0);
    }

    int port() {
        return app.port();
    }

    /** The only request since this was asked last. */
    Request arrived() {
        Request first = requests.poll();
        if (first == null || !requests.isEmpty())
            throw new AssertionError("not one request but " + first + " and " + requests);
        return first;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The path of a service, or of a handler, that answers with this response. */
    String pathFor(String name, Map<String, @Nullable Object> response) {
        String path = name.replaceAll("[^a-z0-9]+", "-");
        if (app.find(path).isPresent()) return path;
        int status = (int) Objects.requireNonNull(response.get("status"));
        String body = String.valueOf(response.get("body"));
        switch (name) {
            case "200 empty body", "500 html", "401 empty", "418 json without name" ->
                server.use("/" + path, ctx -> {
                    ctx.response().setStatusCode(status);
                    Vectors.object(response.get("headers"))
                            .forEach((header, value) -> ctx.response().putHeader(header, String.valueOf(value)));
                    ctx.end(body);
                });
            case "204" -> serve(path, params -> null);
            default -> serve(path, params -> answer(status, body));
        }
        return path;
    }

    private void serve(String path, Service.Finds service) {
        app.use(path, service);
        // null is 204 unless a hook asks for a status
        if (path.equals("200-json-null")) app.service(path).hooks(h -> h.after("find", AnsweringServer::ok));
    }

    private static void ok(HookContext context) {
        context.http().status(200);
    }

    private static @Nullable Object answer(int status, String body) {
        Object json = Json.parse(body);
        if (status < 400) return json;
        Map<String, @Nullable Object> error = Vectors.object(json);
        String name = String.valueOf(error.get("name"));
        String message = String.valueOf(error.get("message"));
        FeathersException known = ErrorKind.named(name)
                .map(kind -> FeathersException.of(kind, message))
                .orElseGet(
                        () -> FeathersException.named(name, status, String.valueOf(error.get("className")), message));
        if (!error.containsKey("data")) throw known;
        var data = new LinkedHashMap<>(Vectors.object(error.get("data")));
        data.put("errors", error.get("errors"));
        throw known.withData(data);
    }

    private static Map<String, @Nullable Object> understood(String method, Params params, @Nullable Object... more) {
        var understood = new LinkedHashMap<String, @Nullable Object>();
        understood.put("method", method);
        for (int i = 0; i < more.length; i += 2) understood.put(String.valueOf(more[i]), more[i + 1]);
        understood.put("query", params.query());
        understood.put("route", params.route());
        return understood;
    }

    private static @Nullable Object value(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    @Override
    public void close() {
        app.close();
    }

    /** Says what it was asked. */
    private static final class Understanding implements Service.Complete {
        @Override
        public Object find(Params params) {
            return understood("find", params);
        }

        @Override
        public Object get(Id id, Params params) {
            return understood("get", params, "id", value(id));
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return understood("create", params, "data", data);
        }

        @Override
        public Object update(@Nullable Id id, @Nullable Object data, Params params) {
            return understood("update", params, "id", value(id), "data", data);
        }

        @Override
        public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            return understood("patch", params, "id", value(id), "data", data);
        }

        @Override
        public Object remove(@Nullable Id id, Params params) {
            return understood("remove", params, "id", value(id));
        }
    }
}
