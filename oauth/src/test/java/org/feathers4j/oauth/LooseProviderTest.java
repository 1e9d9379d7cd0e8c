package org.feathers4j.oauth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Application;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Providers that don't keep to the letter of RFC 6749, and what goes wrong on our side: the user gets somewhere. */
class LooseProviderTest {
    private static final String START = "https://app.example.com/start";

    private final ScriptedProvider provider = new ScriptedProvider();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Application app = Application.create();
    private String cookie = "";

    @BeforeEach
    void start() {
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        var scripted = Map.of(
                "key", "the key",
                "secret", "the secret",
                "authorize_url", provider.url() + "/authorize",
                "access_url", provider.url() + "/token",
                "profile_url", provider.url() + "/user");
        app.set(
                "authentication",
                Map.of(
                        "secret", "a secret that is long enough for a hash",
                        "entity", "user",
                        "service", "users",
                        "authStrategies", List.of("jwt"),
                        "oauth", Map.of("redirect", START, "scripted", scripted)));
        app.use("users", MemoryService.create(o -> o.startId(1)));
        app.use(
                "authentication",
                new AuthenticationService(app)
                        .register("jwt", new JwtStrategy())
                        .register("scripted", new OAuthStrategy()));
        app.configure(OAuth.create());
        app.listen(0);
    }

    @AfterEach
    void close() {
        app.close();
        http.close();
        provider.close();
    }

    private HttpResponse<String> get(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path));
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().firstValue("set-cookie").ifPresent(set -> cookie = set.split(";", 2)[0]);
            return answer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("location").orElse("none, but " + answer.body());
    }

    private String callback() {
        URI uri = URI.create(provider.agree(location(get("/oauth/scripted"))));
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private String visit() {
        return location(get(callback()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"theirs\"}",
                "{\"access_token\":\"theirs\",\"token_type\":\"\",\"refresh_token\":\"\",\"expires_in\":\"\",\"scope\":\"\",\"error\":\"\"}",
                "{\"access_token\":\"theirs\",\"token_type\":\"user\",\"scope\":[\"email\",\"name\"],\"expires_in\":\"soon\"}",
                "{\"access_token\":\"theirs\",\"token_type\":null,\"refresh_token\":null,\"scope\":null,\"id_token\":7}",
                "\uFEFF{\"access_token\":\"theirs\"}",
                "access_token=theirs&token_type=bearer&scope=",
                "access_token=theirs&scope=user%2Cgist&expires=5183999\n",
            })
    void what_is_needed_of_an_answer_is_found_in_it(String answer) {
        provider.tokenAnswer = answer;
        assertThat(visit()).startsWith(START + "#access_token=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/javascript",
                "text/plain; charset=UTF-8",
                "text/html",
                "nonsense",
                "application/x-www-form-urlencoded",
                ""
            })
    void the_name_of_an_answer_does_not_matter(String type) {
        provider.contentType = type.isEmpty() ? null : type;
        assertThat(visit()).startsWith(START + "#access_token=");
        provider.tokenAnswer = "access_token=theirs";
        assertThat(visit()).startsWith(START + "#access_token=");
    }

    @Test
    void any_status_of_success_is_one() {
        provider.status = 201;
        assertThat(visit()).startsWith(START + "#access_token=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":\"bad_verification_code\"}", "error=bad_verification_code&access_token="})
    void an_error_that_comes_as_a_success_is_an_error(String answer) {
        provider.tokenAnswer = answer;
        assertThat(visit()).isEqualTo(START + "#error=The%20provider%20does%20not%20take%20the%20code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "null", "", "{\"access_token\":\"\"}", "{\"access_token\":[\"theirs\"]}", "%%%=%&=="
            })
    void an_answer_without_a_token_is_none(String answer) {
        provider.tokenAnswer = answer.isEmpty() ? " " : answer;
        assertThat(visit()).isEqualTo(START + "#error=127.0.0.1%20does%20not%20answer%20as%20a%20provider%20should");
    }

    @Test
    void a_profile_with_an_empty_subject_has_an_id() {
        var profile = new LinkedHashMap<String, @Nullable Object>();
        profile.put("sub", "");
        profile.put("id", "ann");
        provider.profile = profile;
        assertThat(visit()).startsWith(START + "#access_token=");
        assertThat(String.valueOf(app.service("users").find())).contains("scriptedId=ann");
    }

    @Test
    void what_fails_on_our_side_goes_back_too() {
        app.service("users")
                .hooks(h -> h.before("create", context -> {
                    throw new IllegalStateException("The disk is full");
                }));
        assertThat(visit()).isEqualTo(START + "#error=Something%20went%20wrong");
        app.service("users").hooks(h -> h.before("find", context -> Objects.requireNonNull(context.id())));
        assertThat(visit()).startsWith(START + "#error=");
    }

    @Test
    void one_who_never_left_or_comes_back_twice_goes_back_too() {
        String callback = callback();
        cookie = "";
        assertThat(location(get(callback))).startsWith(START + "#error=No%20valid%20oAuth%20response");
        cookie = "feathers.oauth=nonsense";
        assertThat(location(get(callback))).startsWith(START + "#error=");
        assertThat(location(get("/oauth/other/callback?code=x&state=y"))).startsWith(START + "#error=");
        String again = callback();
        assertThat(location(get(again))).startsWith(START + "#access_token=");
        assertThat(location(get(again))).startsWith(START + "#error=");
    }

    @Test
    void a_configuration_that_was_broken_meanwhile_goes_back_too() {
        String callback = callback();
        var scripted = Map.of("key", "the key");
        app.set(
                "authentication",
                Map.of(
                        "secret", "a secret that is long enough for a hash",
                        "entity", "user",
                        "service", "users",
                        "oauth", Map.of("redirect", START, "scripted", scripted)));
        assertThat(location(get(callback))).startsWith(START + "#error=Something%20went%20wrong");
    }
}
