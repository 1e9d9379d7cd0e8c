package org.feathers4j.interop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * The option {@code middlewares}: handlers before and after every remote service of a gateway. What the one before puts into the params reaches the provider; what the
 * one after makes of the answer reaches the client. The same with a gateway of either kind.
 */
class MiddlewaresTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @EnumSource
    void a_node_provider_sees_what_a_java_gateway_puts_before_its_service(NodeVersion version) {
        mesh.node("node", version, o -> o.withService("echo", "echo"));
        Handler<RoutingContext> before = context -> {
            if (context.request().getParam("refuse") != null) {
                context.response().setStatusCode(418).end("{}");
                return;
            }
            Server.params(context).put("gate", "java");
            context.next();
        };
        Handler<RoutingContext> after = context -> {
            var call = Server.hookContext(context);
            if (call != null) call.dispatch(marked(Values.object(call.result())));
            context.next();
        };
        try (var gateway = Application.create();
                var http = new Http()) {
            gateway.configure(Server.create());
            var distribution = gateway.configure(Distribution.create(o -> o.key(mesh.key("gateway"))
                    .services()
                    .middlewares(Map.of(Server.BEFORE, List.of(before), Server.AFTER, after))
                    .cote(JavaPeerOptions.quick("gateway", mesh.discoveryPort()).cote())));
            gateway.listen(0);
            distribution.await("echo", SOON);
            assertPassed(http, "http://127.0.0.1:" + gateway.port(), "java");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_java_provider_sees_what_a_node_gateway_puts_before_its_service(NodeVersion version) {
        mesh.java("java", o -> o.withService("echo", "echo"));
        var gateway = mesh.node("gateway", version, o -> o.onlyConsuming().withOption("middlewares", "mark"));
        gateway.awaitService("echo", SOON);
        try (var http = new Http()) {
            assertPassed(http, gateway.url(), "gateway");
        }
    }

    private static Map<String, @Nullable Object> marked(Map<String, @Nullable Object> answer) {
        var copy = new LinkedHashMap<>(answer);
        copy.put("after", true);
        return copy;
    }

    private static void assertPassed(Http http, String url, String gate) {
        var answer = http.get(url + "/echo/7");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Values.object(answer.body())).contains(entry("id", "7"), entry("after", true));
        assertThat(Values.object(Values.object(answer.body()).get("params"))).containsEntry("gate", gate);
        assertThat(http.get(url + "/echo/7?refuse=1").status()).isEqualTo(418);
    }
}
