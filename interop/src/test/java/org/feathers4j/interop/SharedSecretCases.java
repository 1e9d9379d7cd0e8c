package org.feathers4j.interop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users and tokens in four applications with the same secret, Java and Node mixed, with plain HTTP and with the official authentication client: what holds
 * wherever the users are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedSecretCases {
    private static final Duration SOON = Patience.ofSeconds(30);
    private static final List<String> TRANSPORTS = List.of("rest", "websocket", "polling");
    /** In seconds, long enough for twelve clients to log in, and not much longer: this is waited for. */
    private static final int SHORT_LIFE = (int) Patience.ofSeconds(6).toSeconds();

    private final SharedSecret apps;
    private final Http http = new Http();
    private final OfficialClients clients;
    private String token = "";

    /** @param apps starts the applications */
    SharedSecretCases(Supplier<SharedSecret> apps) {
        NodeModules.require();
        this.clients = OfficialClients.start();
        this.apps = apps.get();
    }

    @BeforeAll
    void log_in() {
        Http.Answer answer = http.send("POST", apps.url("users") + "/authentication", SharedSecret.LOGIN);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        token = String.valueOf(Values.object(answer.body()).get("accessToken"));
        apps.urls().keySet().forEach(asked -> apps.urls().keySet().forEach(name -> awaitService(asked, name)));
    }

    private void awaitService(String asked, String name) {
        Eventually.await(
                SOON,
                "%s to know whoami-%s".formatted(asked, name),
                () -> ask(asked, name, "Bearer " + token).status() == 200);
    }

    private Http.Answer ask(String asked, String name, String authorization) {
        return http.send("GET", apps.url(asked) + "/whoami-" + name, null, "Authorization", authorization);
    }

    @AfterAll
    void end() {
        clients.close();
        apps.close();
        http.close();
    }

    @Test
    void a_token_of_one_is_good_for_all() {
        apps.urls().forEach((name, url) -> {
            Http.Answer answer = ask(name, name, "Bearer " + token);
            assertThat(answer.status()).as("%s: %s", name, answer.body()).isEqualTo(200);
            assertThat(Values.object(answer.body()))
                    .contains(entry("from", name), entry("subject", "1"), entry("authenticated", true));
            assertThat(http.get(url + "/whoami-" + name).status()).isEqualTo(401);
        });
    }

    @Test
    void a_token_is_checked_where_the_service_is_whoever_was_asked() {
        apps.urls()
                .forEach((asked, url) -> apps.urls().keySet().forEach(name -> {
                    assertThat(ask(asked, name, "Bearer " + token).status()).isEqualTo(200);
                    assertThat(http.get(url + "/whoami-" + name).status()).isEqualTo(401);
                    assertThat(ask(asked, name, "Bearer " + token + "x").status())
                            .isEqualTo(401);
                }));
    }

    /** Every application with every transport. */
    Stream<Arguments> everywhere() {
        return apps.urls().keySet().stream()
                .flatMap(asked -> TRANSPORTS.stream().map(transport -> Arguments.of(asked, transport)));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("everywhere")
    void the_official_client_logs_in_stays_in_and_logs_out(String asked, String transport) {
        String client = visit("visitor", asked, transport);
        assertRefused(client, asked);
        assertThat(act(client, "authenticate", credentials(asked, token))).containsKey("resolves");
        for (String name : apps.urls().keySet()) assertWelcome(client, name, false);
        if (!transport.equals("rest")) assertWelcome(client, asked, true);
        assertThat(act(client, "logout").get("clientEvents")).asString().contains("event=logout");
        for (String name : apps.urls().keySet()) assertRefused(client, name);
        leave(client);
    }

    /** Where there are users with their password, elsewhere with the token that this has brought. */
    private Map<String, Object> credentials(String asked, String accessToken) {
        return asked.equals("users") ? SharedSecret.LOGIN : Map.of("strategy", "jwt", "accessToken", accessToken);
    }

    @Test
    void the_official_client_is_out_everywhere_when_its_token_expires() {
        var visitors = new LinkedHashMap<String, String>();
        everywhere().map(Arguments::get).forEach(where -> {
            String asked = String.valueOf(where[0]);
            visitors.put(visit("expiring", asked, String.valueOf(where[1])), asked);
        });
        Map<String, Object> brief = Map.of("strategy", "jwt", "accessToken", apps.tokenFor(SHORT_LIFE));
        for (String client : visitors.keySet())
            assertThat(act(client, "authenticate", brief)).as(client).containsKey("resolves");
        visitors.forEach(this::assertExpires);
        visitors.keySet().forEach(this::leave);
    }

    private void assertExpires(String client, String asked) {
        if (client.endsWith(" rest")) {
            Eventually.await(SOON, client + " to be refused", () -> refused(client, asked));
            assertThat(act(client, "reAuthenticate", true).get("stored")).isNull();
        } else {
            assertThat(clients.ask("authGone", "name", client)).as(client).isEqualTo(true);
            clients.ask("authReturn", "name", client);
            Eventually.await(
                    SOON,
                    client + " to forget its token",
                    () -> act(client, "reAuthenticate").get("stored") == null);
        }
        assertRefused(client, asked);
    }

    private boolean refused(String client, String name) {
        return call(client, name, false).get("rejects") instanceof Map<?, ?> error
                && "NotAuthenticated".equals(error.get("name"));
    }

    private void assertRefused(String client, String name) {
        Map<String, @Nullable Object> outcome = call(client, name, false);
        assertThat(Values.object(outcome.get("rejects")))
                .as("%s: %s", client, name)
                .contains(entry("name", "NotAuthenticated"), entry("code", 401));
    }

    private void assertWelcome(String client, String name, boolean cut) {
        Map<String, @Nullable Object> outcome = call(client, name, cut);
        assertThat(outcome).as("%s: %s", client, name).containsKey("resolves");
        assertThat(Values.object(outcome.get("resolves")))
                .as("%s: %s", client, name)
                .contains(entry("from", name), entry("subject", "1"), entry("authenticated", true));
    }

    private String visit(String purpose, String asked, String transport) {
        String client = "%s %s %s".formatted(purpose, asked, transport);
        boolean rest = transport.equals("rest");
        clients.ask(
                rest ? "authRest" : "authSocket",
                "name",
                client,
                "url",
                apps.url(asked),
                "options",
                rest ? Map.of() : Map.of("transports", List.of(transport)));
        return client;
    }

    private void leave(String client) {
        clients.ask("authClose", "name", client);
    }

    private Map<String, @Nullable Object> act(String client, String method, Object... args) {
        return Values.object(clients.ask("authDo", "name", client, "method", method, "args", List.of(args)));
    }

    private Map<String, @Nullable Object> call(String client, String name, boolean cut) {
        return Values.object(
                clients.ask("authDo", "name", client, "service", "whoami-" + name, "method", "find", "cut", cut));
    }
}
