package org.feathers4j.interop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.authentication.LocalStrategy;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.DistributionOptions;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

import static org.feathers4j.authentication.AuthenticationHooks.authenticate;
import static org.feathers4j.authentication.AuthenticationHooks.hashPassword;
import static org.feathers4j.authentication.AuthenticationHooks.protect;

/** A Java application on a mesh that knows of authentication, set up as its users do; what {@code authentication.mjs} is in Node. */
final class JavaGuard implements AutoCloseable {
    final Application app = Application.create();
    final Distribution mesh;

    /** @param distribution what to change of a quick peer's options */
    JavaGuard(LoopbackMesh on, String name, Consumer<DistributionOptions.Builder> distribution) {
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        Consumer<DistributionOptions.Builder> quick = JavaPeerOptions.quick(name, on.discoveryPort())
                .withKey(on.key(name))
                .distribution();
        mesh = app.configure(Distribution.create(quick.andThen(distribution)));
    }

    /** Has an authentication service; with {@code local} in the configuration also users. */
    JavaGuard withAuthentication(Map<String, ? extends @Nullable Object> config) {
        app.set("authentication", config);
        var service = new AuthenticationService(app).register("jwt", new JwtStrategy());
        if (config.containsKey("local")) {
            service.register("local", new LocalStrategy());
            app.use("users", MemoryService.create(o -> o.startId(1)));
            app.service("users")
                    .hooks(h -> h.before("create", hashPassword("password")).after(protect("password")));
        }
        app.use("authentication", service);
        return this;
    }

    /** A service that tells what it knows of its caller, as the kind {@code whoami} of Node peers does. */
    JavaGuard withWhoAmI(String path, String name) {
        app.use(path, new WhoAmI(name));
        return this;
    }

    /** The service asks for a token. */
    JavaGuard guarding(String path) {
        app.service(path).hooks(h -> h.before(authenticate("jwt")));
        return this;
    }

    JavaGuard listen() {
        app.listen(0);
        return this;
    }

    void await(String... paths) {
        for (String path : paths) mesh.await(path, Patience.ofSeconds(30));
    }

    String url() {
        return "http://127.0.0.1:" + app.port();
    }

    @Override
    public void close() {
        app.close();
    }

    private record WhoAmI(String from) implements Service.Finds, Service.Creates {
        @Override
        public Map<String, @Nullable Object> find(Params params) {
            var answer = new LinkedHashMap<String, @Nullable Object>();
            answer.put("from", from);
            answer.put("user", params.get("user") instanceof Map<?, ?> user ? shown(user) : null);
            answer.put("subject", subject(params.get("authentication")));
            answer.put("authenticated", Boolean.TRUE.equals(params.get("authenticated")));
            answer.put("fromRemote", params.isFromRemote());
            answer.put("provider", params.provider());
            return answer;
        }

        private static @Nullable Object subject(@Nullable Object authentication) {
            return authentication instanceof Map<?, ?> known && known.get("payload") instanceof Map<?, ?> payload
                    ? payload.get("sub")
                    : null;
        }

        private static Map<String, @Nullable Object> shown(Map<?, ?> user) {
            var shown = new LinkedHashMap<String, @Nullable Object>();
            shown.put("id", user.get("id"));
            shown.put("email", user.get("email"));
            return shown;
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            var created = new LinkedHashMap<>(Values.object(data));
            created.putAll(find(params));
            return created;
        }
    }
}
