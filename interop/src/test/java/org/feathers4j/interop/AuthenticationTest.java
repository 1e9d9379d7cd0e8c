package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.authentication.AuthenticationHooks;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.authentication.AuthenticationHooks.authenticate;

/** Users and tokens on a mesh of Java and Node applications: at a gateway, and in applications that share a secret. */
class AuthenticationTest {
    private static final Duration SOON = Patience.ofSeconds(30);

    @BeforeAll
    static void needs_node() {
        NodeModules.require();
    }

    private static String login(Http http, String url) {
        Http.Answer answer = http.send("POST", url + "/authentication", SharedSecret.LOGIN);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return String.valueOf(Values.object(answer.body()).get("accessToken"));
    }

    /** The gateway knows users and asks for tokens; the services behind it know nothing of either. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class A_gateway {
        private final LoopbackMesh mesh = new LoopbackMesh();
        private final Http http = new Http();
        private JavaGuard gateway;
        private JavaGuard worker;
        private NodePeer node;
        private String token;

        @BeforeAll
        void start() {
            gateway = new JavaGuard(mesh, "gateway", o -> o.services().hooks(h -> h.before(authenticate("jwt"))))
                    .withAuthentication(SharedSecret.withUsers())
                    .listen();
            gateway.app.service("users").create(SharedSecret.ANN);
            worker = new JavaGuard(mesh, "worker", o -> o.remoteServices())
                    .withWhoAmI("in-java", "worker")
                    .listen();
            node = mesh.node(
                    "node",
                    NodeVersion.V3_0_0,
                    o -> o.withService("in-node", "whoami").onlyProducing());
            gateway.await("in-java", "in-node");
            token = login(http, gateway.url());
        }

        @AfterAll
        void end() {
            gateway.close();
            worker.close();
            mesh.close();
            http.close();
        }

        @Test
        void lets_nobody_through_without_a_token() {
            for (var path : List.of("in-java", "in-node")) {
                Http.Answer answer = http.get(gateway.url() + "/" + path);
                assertThat(answer.status()).isEqualTo(401);
                assertThat(Values.object(answer.body())).containsEntry("message", "Not authenticated");
                assertThat(http.send("GET", gateway.url() + "/" + path, null, "Authorization", "Bearer " + token + "x")
                                .status())
                        .isEqualTo(401);
            }
        }

        @Test
        void tells_the_services_behind_it_who_calls() {
            for (var path : List.of("in-java", "in-node")) {
                Http.Answer answer =
                        http.send("GET", gateway.url() + "/" + path, null, "Authorization", "Bearer " + token);
                assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
                assertThat(Values.object(answer.body()))
                        .contains(
                                entry("user", Map.of("id", 1, "email", "ann@example.com")),
                                entry("authenticated", true),
                                entry("fromRemote", true),
                                entry("provider", "rest"));
            }
        }

        @Test
        void serves_the_official_client_until_it_logs_out() {
            for (var path : List.of("in-java", "in-node")) {
                Map<String, @Nullable Object> visit = node.visit(gateway.url(), SharedSecret.LOGIN, path, "find");
                assertThat(Values.object(visit.get("result")))
                        .containsEntry("user", Map.of("id", 1, "email", "ann@example.com"));
                assertThat(Values.object(visit.get("after"))).containsEntry("name", "NotAuthenticated");
            }
        }

        @Test
        void hears_of_events_with_the_user_and_without_credentials() {
            for (var path : List.of("in-java", "in-node")) {
                var contexts = new ArrayList<Map<String, @Nullable Object>>();
                gateway.app.service(path).on("created", (item, context) -> {
                    if (context != null) contexts.add(context.params().toMap());
                });
                Eventually.await(SOON, "an event of " + path, () -> {
                    http.send("POST", gateway.url() + "/" + path, Map.of("a", 1), "Authorization", "Bearer " + token);
                    return !contexts.isEmpty();
                });
                Map<String, @Nullable Object> params = contexts.getFirst();
                assertThat(Values.object(params.get("user"))).containsEntry("email", "ann@example.com");
                // a Node application that emits has its own habits; what leaves Java is clean
                if (path.equals("in-java"))
                    assertThat(Json.text(params)).doesNotContain(token).doesNotContain("$2b$");
            }
        }
    }

    /** The same the other way round: a Node gateway in front of a Java service. */
    @Nested
    class A_gateway_in_Node {
        @Test
        void tells_a_Java_service_who_calls_and_lets_nobody_else_through() {
            try (var mesh = new LoopbackMesh();
                    var worker = new JavaGuard(mesh, "worker", o -> o.remoteServices())
                            .withWhoAmI("behind", "worker")
                            .listen()) {
                assertThat(worker.url()).isNotEmpty();
                NodePeer gateway = mesh.node(
                        "gateway",
                        NodeVersion.V3_0_0,
                        o -> o.onlyConsuming()
                                .withAuthentication(SharedSecret.withUsers())
                                .withOption("hooks", "jwt"));
                gateway.call("users", "create", SharedSecret.ANN);
                gateway.awaitService("behind", SOON);
                Map<String, @Nullable Object> visit =
                        gateway.visit(gateway.url(), SharedSecret.LOGIN, "behind", "find");
                assertThat(Values.object(visit.get("result")))
                        .contains(
                                entry("from", "worker"),
                                entry("user", Map.of("id", 1, "email", "ann@example.com")),
                                entry("fromRemote", true));
                assertThat(Values.object(visit.get("after"))).containsEntry("name", "NotAuthenticated");
            }
        }
    }

    /** What a peer claims about a call, with and without the option that decides about it. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class A_peer_that_lies {
        private final LoopbackMesh mesh = new LoopbackMesh();
        private JavaGuard trusting;
        private JavaGuard wary;
        private NodePeer liar;

        @BeforeAll
        void start() {
            trusting = new JavaGuard(mesh, "trusting", o -> o.services("open"))
                    .withAuthentication(SharedSecret.tokensOnly())
                    .withWhoAmI("open", "trusting")
                    .guarding("open")
                    .listen();
            wary = new JavaGuard(mesh, "wary", o -> o.services("careful").remoteParams(AuthenticationHooks::unproven))
                    .withAuthentication(SharedSecret.tokensOnly())
                    .withWhoAmI("careful", "wary")
                    .guarding("careful")
                    .listen();
            liar = mesh.node("liar", NodeVersion.V3_0_0, o -> o.onlyConsuming());
            liar.awaitService("open", SOON);
            liar.awaitService("careful", SOON);
        }

        @AfterAll
        void end() {
            trusting.close();
            wary.close();
            mesh.close();
        }

        private Map<String, @Nullable Object> claims() {
            return new LinkedHashMap<>(Map.of(
                    "fromRemote", false,
                    "authenticated", true,
                    "user", Map.of("id", 1, "email", "root@example.com")));
        }

        @Test
        void never_passes_for_a_local_caller() {
            assertThat(Values.object(liar.call("open", "find", claims()))).containsEntry("fromRemote", true);
        }

        @Test
        void is_believed_in_a_mesh_that_trusts_its_peers() {
            assertThat(Values.object(liar.call("open", "find", claims())))
                    .contains(
                            entry("authenticated", true), entry("user", Map.of("id", 1, "email", "root@example.com")));
        }

        @Test
        void has_to_prove_it_where_peers_are_not_trusted() {
            for (Object provider : Arrays.asList(null, "rest", "")) {
                Map<String, @Nullable Object> claims = claims();
                claims.put("provider", provider);
                assertThatThrownBy(() -> liar.call("careful", "find", claims))
                        .isInstanceOf(NodeCallException.class)
                        .hasMessageContaining("Not authenticated");
            }
        }

        @Test
        void proves_it_with_a_token() {
            String token = org.feathers4j.authentication.AuthenticationService.of(trusting.app)
                    .orElseThrow()
                    .createAccessToken(Map.of(), Map.of("subject", "7"));
            Map<String, @Nullable Object> claims = claims();
            claims.put("authentication", Map.of("strategy", "jwt", "accessToken", token));
            Map<String, @Nullable Object> answer = Values.object(liar.call("careful", "find", claims));
            assertThat(answer).contains(entry("subject", "7"), entry("fromRemote", true));
            assertThat(answer.get("user")).isNull();
        }
    }
}
