package org.feathers4j.authentication;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Attempts of a client without permission, over REST. Everything is refused with 401 unless a test says otherwise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttacksTest {
    private final FixtureB fixture = new FixtureB();

    @BeforeAll
    void user() {
        fixture.withAnn();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    private static Map<String, @Nullable Object> claims() {
        var claims = new LinkedHashMap<String, @Nullable Object>();
        claims.put("iat", 1_700_000_000);
        claims.put("exp", 4_102_444_800L);
        claims.put("aud", "https://yourdomain.com");
        claims.put("iss", "feathers");
        claims.put("sub", "1");
        return claims;
    }

    private static String encoded(@Nullable Object json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
    }

    /** Signed by hand: the attacker does not use our code. */
    private static String signed(Map<String, ?> header, @Nullable Object claims, byte[] secret, String mac) {
        try {
            String input = encoded(header) + "." + encoded(claims);
            Mac hmac = Mac.getInstance(mac);
            hmac.init(new SecretKeySpec(secret, mac));
            byte[] signature = hmac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(@Nullable Object claims) {
        return signed(Map.of("alg", "HS256", "typ", "access"), claims, secret(), "HmacSHA256");
    }

    private static byte[] secret() {
        return FixtureB.SECRET.getBytes(StandardCharsets.UTF_8);
    }

    private static String signedWith(String name, @Nullable Object value) {
        Map<String, @Nullable Object> claims = claims();
        claims.put(name, value);
        return signed(claims);
    }

    private void refused(String token, String message) {
        Http.Answer answer = Http.get(fixture.port(), "/secret", "Bearer " + token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.object()).containsEntry("message", message);
        assertThat(answer.body()).doesNotContain(FixtureB.SECRET).doesNotContain("\tat ");
    }

    @Test
    void a_token_made_by_hand_with_the_right_secret_is_let_in() {
        assertThat(Http.get(fixture.port(), "/secret", "Bearer " + signed(claims()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void another_algorithm_than_the_configured_one_is_refused_even_with_the_right_secret() {
        refused(signed(Map.of("alg", "HS512"), claims(), secret(), "HmacSHA512"), "invalid algorithm");
        refused(signed(Map.of("alg", "HS384"), claims(), secret(), "HmacSHA384"), "invalid algorithm");
        refused(signed(Map.of("alg", "hs256"), claims(), secret(), "HmacSHA256"), "invalid algorithm");
        refused(signed(Map.of("typ", "access"), claims(), secret(), "HmacSHA256"), "invalid algorithm");
    }

    @Test
    void a_public_key_is_not_taken_for_a_secret() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        refused(signed(Map.of("alg", "RS256"), claims(), key, "HmacSHA256"), "invalid algorithm");
        refused(signed(Map.of("alg", "HS256"), claims(), key, "HmacSHA256"), "invalid signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
    void tokens_without_a_signature_are_refused(String none) {
        String head = encoded(Map.of("alg", none)) + "." + encoded(claims());
        refused(head + ".", "jwt signature is required");
        refused(head + ".AA", "invalid algorithm");
    }

    @Test
    void keys_that_a_header_brings_along_are_not_used() {
        byte[] own = "an attacker's own secret of 32 bytes".getBytes(StandardCharsets.UTF_8);
        var jwk = Map.of(
                "kty", "oct", "k", Base64.getUrlEncoder().withoutPadding().encodeToString(own));
        refused(signed(Map.of("alg", "HS256", "jwk", jwk), claims(), own, "HmacSHA256"), "invalid signature");
        refused(
                signed(Map.of("alg", "HS256", "kid", "/dev/null"), claims(), new byte[1], "HmacSHA256"),
                "invalid signature");
        refused(
                signed(Map.of("alg", "HS256", "crit", List.of("exp")), claims(), secret(), "HmacSHA256"),
                "invalid signature");
    }

    @Test
    void tokens_for_or_from_somebody_else_are_refused() {
        refused(signedWith("iss", "other"), "jwt issuer invalid. expected: feathers");
        refused(signedWith("iss", null), "jwt issuer invalid. expected: feathers");
        refused(signedWith("iss", List.of("feathers", "other")), "jwt issuer invalid. expected: feathers");
        refused(signedWith("aud", "other"), "jwt audience invalid. expected: https://yourdomain.com");
        refused(signedWith("aud", List.of()), "jwt audience invalid. expected: https://yourdomain.com");
    }

    @Test
    void a_subject_that_is_no_id_finds_nobody() {
        refused(signedWith("sub", Map.of("$ne", 0)), "jwt subject invalid");
        refused(signedWith("sub", List.of(1)), "jwt subject invalid");
        assertThatThrownBy(() -> fixture.authentication.verifyAccessToken(signed(claims()), Map.of("subject", "2")))
                .hasMessage("jwt subject invalid. expected: 2");
        Http.Answer nobody = Http.get(fixture.port(), "/secret", "Bearer " + signedWith("sub", "999"));
        assertThat(nobody.status()).isEqualTo(401);
    }

    @Test
    void times_are_taken_exactly() {
        refused(signedWith("exp", 1_700_000_001), "jwt expired");
        refused(signedWith("exp", "4102444800"), "invalid exp value");
        refused(signedWith("exp", null), "invalid exp value");
        refused(signedWith("nbf", 4_102_444_700L), "jwt not active");
    }

    @Test
    void a_changed_token_is_refused() {
        String[] parts = signed(claims()).split("\\.", -1);
        Map<String, @Nullable Object> other = claims();
        other.put("sub", "2");
        refused(parts[0] + "." + encoded(other) + "." + parts[2], "invalid signature");
        refused(parts[0] + "." + parts[1] + "." + parts[2].substring(1), "invalid signature");
        refused(parts[0] + "." + parts[1] + "=." + parts[2], "invalid token");
        refused(parts[0] + "." + parts[1] + "." + parts[2] + ".x", "jwt malformed");
    }

    @Test
    void a_token_longer_than_the_limit_is_not_even_decoded() {
        String padded = signedWith("padding", "x".repeat(9000));
        assertThatThrownBy(() -> fixture.authentication.verifyAccessToken(padded, Map.of()))
                .hasMessageMatching("jwt too long: \\d+ characters where 8192 \\(maxTokenLength\\) are accepted");
        Http.Answer answer =
                Http.post(fixture.port(), "/authentication", Map.of("strategy", "jwt", "accessToken", padded));
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void a_token_that_is_no_text_is_refused() {
        for (Object token : List.of(5, true, Map.of("a", 1), List.of("a.b.c"))) {
            Http.Answer answer =
                    Http.post(fixture.port(), "/authentication", Map.of("strategy", "jwt", "accessToken", token));
            assertThat(answer.status()).as(answer.body()).isEqualTo(401);
            assertThat(answer.object()).containsEntry("message", "jwt must be a string");
        }
    }

    @Test
    void user_names_and_passwords_that_are_no_text_log_nobody_in() {
        List<Object> odd = List.of(Map.of("$ne", "x"), Map.of("$regex", ".*"), List.of("ann@example.com"), 1, true);
        for (Object value : odd) {
            invalidLogin(Map.of("strategy", "local", "email", value, "password", "secret"));
            invalidLogin(Map.of("strategy", "local", "email", "ann@example.com", "password", value));
        }
    }

    private void invalidLogin(Map<String, Object> login) {
        Http.Answer answer = Http.post(fixture.port(), "/authentication", login);
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.object()).containsEntry("message", "Invalid login");
    }

    @Test
    void a_client_can_not_bring_along_what_hooks_decide() {
        var login = new LinkedHashMap<String, Object>(
                Map.of("strategy", "local", "email", "ann@example.com", "password", "secret"));
        login.put("payload", Map.of("admin", true));
        login.put("jwtOptions", Map.of("subject", "2", "expiresIn", "10y"));
        login.put("authStrategies", List.of("anything"));
        Http.Answer answer = Http.post(fixture.port(), "/authentication", login);
        assertThat(answer.status()).isEqualTo(201);
        Object payload = Vectors.object(answer.object().get("authentication")).get("payload");
        assertThat(Vectors.object(payload)).containsEntry("sub", "1").doesNotContainKey("admin");
        for (String query : List.of("authenticated=true", "user[id]=1", "authentication[strategy]=jwt", "provider="))
            assertThat(Http.get(fixture.port(), "/secret?" + query, "").status())
                    .isEqualTo(401);
    }

    @Test
    void line_breaks_and_second_headers_smuggle_nothing_in() {
        String token = signed(claims());
        assertThat(Http.get(fixture.port(), "/secret", "Basic x\r\n Bearer " + token)
                        .status())
                .isIn(400, 401);
        Http.Answer two = Http.send(
                fixture.port(),
                "GET /secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic x\r\nAuthorization: Bearer "
                        + token + "\r\n\r\n",
                new byte[0]);
        assertThat(two.status()).isEqualTo(401);
        assertThat(Http.get(fixture.port(), "/secret", "Bearer\0" + token).status())
                .isIn(400, 401);
    }

    @Test
    void a_strategy_name_out_of_the_object_prototype_is_just_unknown() {
        for (String name : List.of("constructor", "__proto__", "toString"))
            assertThat(Http.post(fixture.port(), "/authentication", Map.of("strategy", name))
                            .object())
                    .containsEntry(
                            "message", "Invalid authentication information (strategy not allowed in authStrategies)");
    }

    @Test
    void nothing_that_is_printed_shows_a_secret() {
        AuthenticationService service = fixture.authentication;
        var texts = new ArrayList<String>();
        texts.add(service.toString());
        texts.add(service.configuration().toString());
        texts.add(HmacKey.of(FixtureB.SECRET, "HS256").toString());
        texts.add(new StrategyContext("jwt", service).toString());
        texts.add(new Tokens(
                        service.clock(),
                        TokenKeys.Secrets.of(List.of(FixtureB.SECRET), "HS256"),
                        Map.of(),
                        new TokenLimits(1, false))
                .toString());
        assertThat(texts).noneMatch(text -> text.contains(FixtureB.SECRET));
    }

    @Test
    void a_refused_token_is_not_part_of_the_error() {
        String token = signed(claims()) + "x";
        assertThatThrownBy(() -> fixture.authentication.verifyAccessToken(token, Map.of()))
                .isInstanceOfSatisfying(
                        FeathersException.class,
                        error -> assertThat(error + Json.text(error.toJson()) + error.getCause())
                                .doesNotContain(token.substring(0, 20)));
    }
}
