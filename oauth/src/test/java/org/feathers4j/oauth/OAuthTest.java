package org.feathers4j.oauth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.authentication.AuthenticationService;
import org.feathers4j.authentication.JwtStrategy;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.feathers4j.authentication.AuthenticationHooks.protect;

/** A browser, an application, and a provider: all over HTTP on the loopback. */
class OAuthTest {
    private final ScriptedProvider provider = new ScriptedProvider();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Application app = Application.create();
    private String cookie = "";

    @BeforeEach
    void start() {
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        configure(Map.of("redirect", "https://app.example.com/start"));
        app.use("users", MemoryService.create(o -> o.startId(1)));
        app.service("users").hooks(h -> h.after(protect("secretField")));
        var authentication = new AuthenticationService(app)
                .register("jwt", new JwtStrategy())
                .register("scripted", new OAuthStrategy());
        app.use("authentication", authentication);
        app.configure(OAuth.create(o -> o.timeout(Patience.ofSeconds(5)).maxAnswerBytes(10_000)));
        app.listen(0);
    }

    private void configure(Map<String, Object> more) {
        configure(more, Map.of());
    }

    private void configure(Map<String, Object> more, Map<String, Object> customParams) {
        var oauth = new LinkedHashMap<String, Object>(more);
        oauth.put(
                "scripted",
                Map.of(
                        "custom_params",
                        customParams,
                        "key",
                        "the key",
                        "secret",
                        "the secret",
                        "scope",
                        List.of("email"),
                        "authorize_url",
                        provider.url() + "/authorize",
                        "access_url",
                        provider.url() + "/token",
                        "profile_url",
                        provider.url() + "/user"));
        app.set(
                "authentication",
                Map.of(
                        "secret", "a secret that is long enough for a hash",
                        "entity", "user",
                        "service", "users",
                        "authStrategies", List.of("jwt"),
                        "oauth", oauth));
    }

    @AfterEach
    void close() {
        app.close();
        http.close();
        provider.close();
    }

    private HttpResponse<String> get(String path, String... headers) {
        return send(path, HttpRequest.Builder::GET, headers);
    }

    private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> method, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path));
        if (!cookie.isEmpty()) request.header("Cookie", "other=1; " + cookie);
        if (headers.length > 0) request.headers(headers);
        try {
            HttpResponse<String> answer =
                    http.send(method.apply(request).build(), HttpResponse.BodyHandlers.ofString());
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

    /** Leaves for the provider, agrees there, and is back: where the browser is sent to in the end. */
    private String visit(String query, String... headers) {
        String callback = provider.agree(location(get("/oauth/scripted" + query, headers)));
        return location(get(path(callback)));
    }

    /** The provider knows us as localhost. */
    private static String path(String callback) {
        URI uri = URI.create(callback);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private String token(String location) {
        assertThat(location).contains("#access_token=");
        return location.substring(location.indexOf('=') + 1);
    }

    private @Nullable Object subject(String token) {
        return AuthenticationService.of(app)
                .orElseThrow()
                .verifyAccessToken(token, Map.of())
                .get("sub");
    }

    @Test
    void a_new_user_is_made_and_comes_back_with_a_token() {
        String location = visit("");
        assertThat(location).startsWith("https://app.example.com/start#access_token=");
        assertThat(subject(token(location))).isEqualTo("1");
        assertThat(app.service("users").get(Id.of(1), Params.empty())).isEqualTo(Map.of("id", 1, "scriptedId", 42));
    }

    @Test
    void a_known_user_is_found_again() {
        visit("");
        assertThat(subject(token(visit("")))).isEqualTo("1");
        assertThat((List<?>) app.service("users").find()).hasSize(1);
    }

    @Test
    void an_account_is_linked_when_its_token_comes_along() {
        app.service("users").create(Map.of("name", "Ann"));
        String token = AuthenticationService.of(app).orElseThrow().createAccessToken(Map.of(), Map.of("subject", "1"));
        assertThat(subject(token(visit("?feathers_token=" + token)))).isEqualTo("1");
        assertThat(app.service("users").get(Id.of(1), Params.empty()))
                .isEqualTo(Map.of("id", 1, "name", "Ann", "scriptedId", 42));
    }

    @Test
    void the_provider_is_asked_with_state_and_pkce() {
        Map<String, String> asked = ScriptedProvider.query(
                URI.create(location(get("/oauth/scripted"))).getRawQuery());
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "the key")
                .containsEntry("scope", "email")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "http://localhost:%d/oauth/scripted/callback".formatted(app.port()));
        assertThat(asked.get("state")).hasSizeGreaterThan(20);
        assertThat(get("/oauth/scripted").headers().firstValue("set-cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void somebody_elses_answer_is_refused() {
        String callback = path(provider.agree(location(get("/oauth/scripted"))));
        String own = cookie;
        get("/oauth/scripted"); // another browser, another state
        assertThat(location(get(callback)))
                .endsWith("#error=The%20oAuth%20response%20is%20not%20for%20a%20login%20of%20this%20browser");
        cookie = "";
        assertThat(location(get(callback))).contains("start#error=No%20valid%20oAuth%20response");
        cookie = own + "x";
        assertThat(location(get(callback))).contains("start#error=invalid%20");
        assertThat((List<?>) app.service("users").find()).isEmpty();
        configure(Map.of());
        assertThat(get(callback).statusCode()).isEqualTo(401);
    }

    @Test
    void an_access_token_is_no_session_and_a_session_no_access_token() {
        String token = AuthenticationService.of(app).orElseThrow().createAccessToken(Map.of(), Map.of("subject", "1"));
        cookie = "feathers.oauth=" + token;
        assertThat(location(get("/oauth/scripted/callback?code=x&state=y"))).contains("start#error=");
        get("/oauth/scripted");
        String session = cookie.substring(cookie.indexOf('=') + 1);
        assertThatThrownBy(() -> AuthenticationService.of(app).orElseThrow().verifyAccessToken(session, Map.of()))
                .hasMessage("invalid signature");
    }

    @Test
    void what_goes_wrong_there_is_told_where_the_user_is_sent_to() {
        String state = ScriptedProvider.query(
                        URI.create(location(get("/oauth/scripted"))).getRawQuery())
                .get("state");
        assertThat(location(get(
                        "/oauth/scripted/callback?error=access_denied&error_description=No%20thanks&state=" + state)))
                .isEqualTo("https://app.example.com/start#error=No%20thanks");
        state = ScriptedProvider.query(
                        URI.create(location(get("/oauth/scripted"))).getRawQuery())
                .get("state");
        assertThat(location(get("/oauth/scripted/callback?code=guessed&state=" + state)))
                .isEqualTo("https://app.example.com/start#error=The%20provider%20does%20not%20take%20the%20code");
        provider.broken = true;
        assertThat(visit("")).contains("#error=127.0.0.1%20does%20not%20answer%20as%20a%20provider%20should");
        provider.broken = false;
        provider.profile = Map.of("login", "ann");
        assertThat(visit("")).contains("#error=The%20provider%27s%20profile%20has%20no%20id");
    }

    @Test
    void an_answer_that_is_too_long_is_not_read() {
        provider.padding = 9_000;
        assertThat(visit("")).contains("#access_token=");
        provider.padding = 20_000;
        assertThat(visit("")).contains("#error=127.0.0.1%20does%20not%20answer%20as%20a%20provider%20should");
        assertThat(app.service("users").find()).asInstanceOf(LIST).hasSize(1);
    }

    @Test
    void an_answer_that_does_not_end_is_not_waited_for() {
        var pause = new CountDownLatch(1);
        provider.pause = pause;
        assertThat(visit("")).contains("#error=127.0.0.1%20does%20not%20answer%20as%20a%20provider%20should");
        assertThat(pause.getCount()).isEqualTo(1);
        pause.countDown();
        provider.pause = null;
        assertThat(visit("")).contains("#access_token=");
    }

    private HttpResponse<String> post(String form) {
        return send(
                "/oauth/scripted/callback",
                builder -> builder.POST(HttpRequest.BodyPublishers.ofString(form)),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    @Test
    void a_provider_may_send_the_user_back_with_a_form() {
        configure(Map.of("redirect", "https://app.example.com/start"), Map.of("response_mode", "form_post"));
        HttpResponse<String> leaving = get("/oauth/scripted");
        assertThat(location(leaving)).contains("response_mode=form_post");
        assertThat(leaving.headers().firstValue("set-cookie").orElseThrow()).contains("SameSite=None; Secure");
        String form = URI.create(provider.agree(location(leaving))).getRawQuery();
        HttpResponse<String> back = post(form);
        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(subject(token(location(back)))).isEqualTo("1");
    }

    @Test
    void a_form_of_somebody_else_is_refused() {
        var created = new AtomicInteger();
        app.service("oauth/:provider/callback").on("created", (item, context) -> created.incrementAndGet());
        String form =
                URI.create(provider.agree(location(get("/oauth/scripted")))).getRawQuery();
        String own = cookie;
        get("/oauth/scripted");
        assertThat(location(post(form))).contains("start#error=");
        cookie = "";
        assertThat(location(post(form))).contains("start#error=");
        cookie = own;
        assertThat(location(post("error=access_denied&" + form.replaceFirst("code=[^&]*&", ""))))
                .endsWith("#error=access_denied");
        cookie = own;
        assertThat(location(post(form))).contains("#access_token=");
        assertThat(created).hasValue(0);
    }

    @Test
    void a_client_can_not_bring_along_a_profile() throws Exception {
        var forged = Map.of(
                "strategy", "scripted", "profile", Map.of("id", 42), "oauth", Map.of("profile", Map.of("id", 42)));
        assertThatThrownBy(() -> AuthenticationService.of(app)
                        .orElseThrow()
                        .authenticate(forged, Params.of(Map.of("oauth", forged)), List.of("scripted")))
                .hasMessageStartingWith("No valid oAuth response");
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/authentication"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(forged)))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void an_unknown_provider_is_not_found() {
        for (String name : List.of("other", "redirect", "defaults", "jwt", "__proto__"))
            assertThat(get("/oauth/" + name).statusCode()).isEqualTo(404);
    }

    @Test
    void a_user_goes_back_to_an_allowed_origin_only() {
        configure(Map.of("origins", List.of("https://one.example.com", "http://localhost:3000")));
        assertThat(visit("")).startsWith("https://one.example.com#access_token=");
        assertThat(visit("?redirect=/home", "Referer", "http://localhost:8080/page"))
                .startsWith("http://localhost:8080/home#access_token=");
        for (String referer : List.of("https://evil.example.com/", "http://one.example.com/", "nonsense"))
            assertThat(get("/oauth/scripted", "Referer", referer).statusCode()).isEqualTo(401);
        for (String redirect :
                List.of("@evil.com", ".evil.com", "//evil.com", "%5C%5Cevil.com", ":1@evil.com/", "%0D%0Ax"))
            assertThat(get("/oauth/scripted?redirect=" + redirect).statusCode())
                    .as(redirect)
                    .isEqualTo(401);
    }

    @Test
    void without_a_redirect_the_result_is_the_answer() {
        configure(Map.of());
        HttpResponse<String> answer = get(path(provider.agree(location(get("/oauth/scripted")))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("accessToken", "\"user\"");
    }

    @Test
    void the_callback_shows_of_the_user_what_its_service_shows() {
        configure(Map.of());
        app.service("users").hooks(h -> h.after(context -> context.dispatch(Map.of("name", "hidden"))));
        String callback = path(provider.agree(location(get("/oauth/scripted"))));
        String body = get(callback).body();
        assertThat(body).contains("accessToken", "hidden").doesNotContain("scriptedId");
        Object token = Json.parse(body) instanceof Map<?, ?> answer ? answer.get("accessToken") : null;
        assertThat(subject(String.valueOf(token))).isEqualTo("1");
    }
}
