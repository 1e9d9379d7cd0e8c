package org.feathers4j.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.authentication.Authenticated;
import org.feathers4j.authentication.AuthenticationHooks;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.channels.Channels;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;

/** A server of ours. */
final class JavaPlace implements Place {
    final Application app = Application.create();

    private final CountDownLatch closed = new CountDownLatch(1);

    JavaPlace() {
        app.configure(Server.create(o -> o.host("127.0.0.1")
                .gracePeriod(Duration.ofMillis(100))
                .sockets(s -> s.connectionStateRecovery(Duration.ofMinutes(2)))));
        Channels channels = app.configure(Channels.create());
        app.onConnection(connection -> channels.channel("everybody").join(connection));
        channels.publish((item, context) -> channels.channel("everybody"));
        app.use(
                "todos",
                MemoryService.create(o -> o.startId(1).multi(true)),
                o -> o.method("toggle", this::toggle).events("toggled"));
        app.use("echo", new Echo());
        app.use("errs", Service.get((id, params) -> {
            if (id.text().equals("Own"))
                throw FeathersException.named("QuotaExceeded", 499, "quota-exceeded", "Too much");
            throw FeathersException.badRequest("Not like this")
                    .withData(Map.of("field", "text", "errors", Map.of("text", "is too long")));
        }));
        app.use("slow", Service.get((id, params) -> {
            // how long a call takes is what this service is about; no test waits by it
            boolean isClosed = closed.await(id.asLong(), TimeUnit.MILLISECONDS);
            if (isClosed) throw FeathersException.unavailable("The place is closed");
            return Map.of("id", id.asLong());
        }));
        app.use("ticks", Service.get((id, params) -> id.value()));
        app.use(
                "users",
                MemoryService.create(o -> o.startId(1)),
                o -> o.hooks(h -> h.before(AuthenticationHooks.hashPassword("password"))
                        .after(AuthenticationHooks.protect("password"))));
        app.use(
                "authentication",
                AuthenticationService.create(
                        app,
                        o -> o.secret("a secret of thirty-two bytes, at least")
                                .entity("user", "users")
                                .strategy("jwt", new JwtStrategy())
                                .local(l -> l.usernameField("email").passwordField("password"))));
        app.use(
                "secret",
                Service.find(params -> Map.of(
                        "email",
                        String.valueOf(Authenticated.user(params).orElseThrow().get("email")))));
        app.service("secret").hooks(h -> h.before(AuthenticationHooks.authenticate("jwt")));
        app.listen(0);
    }

    private @Nullable Object toggle(@Nullable Object data, Params params) {
        Id id = Id.ofNullable(data instanceof Map<?, ?> members ? members.get("id") : null);
        var todos = app.service("todos");
        Object before = todos.get(id == null ? Id.of(0) : id, Params.empty());
        boolean done = before instanceof Map<?, ?> todo && Boolean.TRUE.equals(todo.get("done"));
        Object toggled = todos.patch(id, Map.of("done", !done), Params.empty());
        todos.emit("toggled", toggled);
        return toggled;
    }

    /** Answers what it was asked. */
    private static final class Echo implements Service.Finds, Service.Gets {
        @Override
        public Object find(Params params) {
            var answer = new LinkedHashMap<String, @Nullable Object>();
            answer.put("query", params.query());
            answer.put("header", params.headers().get("x-test"));
            return answer;
        }

        @Override
        public Object get(Id id, Params params) {
            return Map.of("id", id.value(), "query", params.query());
        }
    }

    @Override
    public int port() {
        return app.port();
    }

    @Override
    public void say(int from, int to) {
        for (int seq = from; seq <= to; seq++) app.service("ticks").emit("created", Map.of("seq", seq));
    }

    @Override
    public void close() {
        closed.countDown();
        app.close();
    }
}
