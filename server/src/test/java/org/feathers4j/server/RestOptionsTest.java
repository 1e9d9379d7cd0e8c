package org.feathers4j.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceOptions;
import org.feathers4j.json.Json;
import org.feathers4j.transport.RestOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The recorded variations of the set-up. */
class RestOptionsTest {
    private final List<Application> apps = new ArrayList<>();

    /** The service of these cases: errors by id, else what the id and middleware say. */
    private static final class Subject implements Service.Finds, Service.Gets, Service.Creates {
        @Override
        public Object find(Params params) {
            return params.route().isEmpty() ? List.of(Map.of("id", 1)) : params.route();
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return Map.of("type", data == null ? "undefined" : "object");
        }

        @Override
        public Object get(Id id, Params params) {
            if (id.text().equals("err"))
                throw FeathersException.badRequest("nope").withData(Map.of("a", 1));
            if (id.text().equals("auth")) throw FeathersException.notAuthenticated("who");
            if (!params.route().isEmpty()) return Map.of("id", id.value(), "route", params.route());
            Object probe = params.get("probe");
            return probe == null ? Map.of("id", id.value()) : Map.of("id", id.value(), "probe", probe);
        }
    }

    @AfterEach
    void close() {
        apps.forEach(Application::close);
    }

    @TestFactory
    Stream<DynamicTest> answers_as_recorded() {
        return Vectors.cases("rest-options").stream()
                .map(recorded -> dynamicTest(
                        recorded.name(),
                        () -> RestVectorsTest.replay(app(recorded.setup()).port(), recorded)));
    }

    private Application app(String setup) {
        var app = Application.create();
        apps.add(app);
        Server server =
                app.configure(Server.create(o -> o.host("127.0.0.1").cors(false).rest(rest(setup))));
        if (setup.equals("req.feathers middleware"))
            server.use(ctx -> {
                Server.params(ctx).put("probe", "global");
                ctx.next();
            });
        app.use(path(setup), new Subject(), service(setup));
        if (setup.equals("routes.caseSensitive = false")) app.use("MiXed", new Subject());
        return app.listen(0);
    }

    private static Consumer<RestOptions.Builder> rest(String setup) {
        return switch (setup) {
            case "notFound({verbose:true})" -> r -> r.verboseNotFound(true);
            case "errorHandler({html:false})" -> r -> r.htmlErrors(false);
            case "errorHandler({html: fn, json: fn})" ->
                r -> r.errorPage(e -> "<title>custom %d</title>".formatted(e.code()))
                        .errorBody(e -> Map.of("custom", e.message(), "code", e.code()));
            case "errorHandler({json: {401: fn, default: fn}})" ->
                r -> r.errorBody(e -> e.code() == 401 ? Map.of("only401", true) : Map.of("fallback", e.code()));
            case "routes.caseSensitive = false" -> r -> r.routing(p -> p.caseSensitive(false));
            default -> r -> {};
        };
    }

    private static String path(String setup) {
        if (setup.startsWith("service option routeParams")) return "users/:userId/notes";
        return setup.equals("root service") ? "/" : "s";
    }

    private static Consumer<ServiceOptions.Builder> service(String setup) {
        if (setup.startsWith("service option routeParams"))
            return o -> o.routeParams(Map.of("tenant", "acme", "userId", "fixed"));
        return switch (setup) {
            case "service middleware before and after" ->
                o -> o.with(Server.BEFORE, (Handler<RoutingContext>) RestOptionsTest::before)
                        .with(Server.AFTER, (Handler<RoutingContext>) RestOptionsTest::after);
            case "custom formatter" -> o -> o.with(Server.AFTER, (Handler<RoutingContext>) RestOptionsTest::format);
            default -> o -> {};
        };
    }

    private static void before(RoutingContext ctx) {
        Server.params(ctx).put("probe", "before");
        ctx.next();
    }

    private static void after(RoutingContext ctx) {
        var context = Objects.requireNonNull(Server.hookContext(ctx));
        var data = new LinkedHashMap<String, @Nullable Object>(Vectors.object(context.result()));
        data.put("after", context.method() + ":200");
        context.dispatch(data);
        ctx.next();
    }

    private static void format(RoutingContext ctx) {
        var context = Objects.requireNonNull(Server.hookContext(ctx));
        ctx.response()
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end("formatted " + Json.text(context.result()));
    }
}
