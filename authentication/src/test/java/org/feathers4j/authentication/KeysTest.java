package org.feathers4j.authentication;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What tokens are signed and checked with. */
class KeysTest {
    private static final String OLD = "an old secret that is long enough for a hash";
    private static final String NEW = "a new secret that is long enough for a hash";
    private static final KeyPair RSA = pair("RSA", 2048);
    private static final KeyPair EC = pair("EC", 256);

    private final Application app = Application.create();

    @AfterEach
    void close() {
        app.close();
    }

    private static KeyPair pair(String type, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, Key key) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN %1$s KEY-----\n%2$s\n-----END %1$s KEY-----\n".formatted(label, text);
    }

    private AuthenticationService service(Map<String, Object> keys, String algorithm) {
        var configuration = new LinkedHashMap<String, @Nullable Object>(keys);
        configuration.put("entity", null);
        configuration.put("authStrategies", List.of("jwt"));
        configuration.put("jwtOptions", Map.of("algorithm", algorithm, "expiresIn", "1d"));
        String name = "authentication" + app.hashCode() + keys.hashCode() + algorithm;
        app.set(name, configuration);
        return new AuthenticationService(app, name, Map.of());
    }

    private static Object subject(AuthenticationService service, String token) {
        return String.valueOf(service.verifyAccessToken(token, Map.of()).get("sub"));
    }

    private static String token(AuthenticationService service) {
        return service.createAccessToken(Map.of(), Map.of("subject", "1"));
    }

    private static void refuses(AuthenticationService service, String token, String message) {
        assertThatThrownBy(() -> service.verifyAccessToken(token, Map.of()))
                .isInstanceOf(FeathersException.class)
                .hasMessage(message);
    }

    @Test
    void a_new_secret_signs_while_tokens_of_the_old_one_are_good_still() {
        AuthenticationService before = service(Map.of("secret", OLD), "HS256");
        AuthenticationService during = service(Map.of("secret", List.of(NEW, OLD)), "HS256");
        AuthenticationService after = service(Map.of("secret", NEW), "HS256");
        assertThat(subject(during, token(before))).isEqualTo("1");
        assertThat(subject(after, token(during))).isEqualTo("1");
        refuses(before, token(during), "invalid signature");
        refuses(after, token(before), "invalid signature");
        String sealed = before.seal("purpose", Map.of("a", 1), "10m");
        assertThat(during.unseal("purpose", sealed)).containsEntry("a", 1);
        assertThatThrownBy(() -> after.unseal("purpose", sealed)).hasMessage("invalid signature");
    }

    @Test
    void every_secret_has_to_be_long_enough() {
        AuthenticationService service = service(Map.of("secret", List.of(NEW, "short")), "HS256");
        assertThatThrownBy(() -> service.setup(app, "authentication")).hasMessageContaining("has 5 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS384", "ES256"})
    void who_has_the_public_key_checks_tokens_and_makes_none(String algorithm) {
        KeyPair pair = algorithm.startsWith("E") ? EC : RSA;
        String publicKey = pem("PUBLIC", pair.getPublic());
        AuthenticationService issuer =
                service(Map.of("secret", pem("PRIVATE", pair.getPrivate()), "publicKey", publicKey), algorithm);
        AuthenticationService checker = service(Map.of("publicKey", publicKey.replace("\n", "\\n")), algorithm);
        issuer.setup(app, "authentication");
        checker.setup(app, "authentication");
        assertThat(subject(issuer, token(issuer))).isEqualTo("1");
        assertThat(subject(checker, token(issuer))).isEqualTo("1");
        assertThatThrownBy(() -> token(checker))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("private key");
        String token = token(issuer);
        refuses(checker, token.substring(0, token.lastIndexOf('.')) + ".AAAA", "invalid signature");
        assertThat(issuer.unseal("x", issuer.seal("x", Map.of("a", 1), "10m"))).containsEntry("a", 1);
    }

    @Test
    void a_private_rsa_key_is_enough_for_both() {
        AuthenticationService issuer = service(Map.of("secret", pem("PRIVATE", RSA.getPrivate())), "RS256");
        assertThat(subject(issuer, token(issuer))).isEqualTo("1");
    }

    @Test
    void several_public_keys_are_good_at_once() {
        String others = pem("PUBLIC", pair("RSA", 2048).getPublic());
        AuthenticationService issuer = service(Map.of("secret", pem("PRIVATE", RSA.getPrivate())), "RS256");
        List<String> both = List.of(others, pem("PUBLIC", RSA.getPublic()));
        assertThat(subject(service(Map.of("publicKey", both), "RS256"), token(issuer)))
                .isEqualTo("1");
        refuses(service(Map.of("publicKey", others), "RS256"), token(issuer), "invalid signature");
    }

    @Test
    void a_set_of_keys_is_asked_for_the_one_that_the_token_names() {
        var set = new JWKSet(List.of(
                new RSAKey.Builder((RSAPublicKey) RSA.getPublic()).keyID("one").build(),
                new ECKey.Builder(Curve.P_256, (ECPublicKey) EC.getPublic())
                        .keyID("two")
                        .build()));
        AuthenticationService issuer = service(Map.of("secret", pem("PRIVATE", RSA.getPrivate())), "RS256");
        AuthenticationService checker = service(Map.of("jwks", set.toJSONObject()), "RS256");
        assertThat(subject(checker, token(issuer))).isEqualTo("1");
        assertThat(subject(checker, issuer.createAccessToken(Map.of(), Map.of("subject", "1", "keyid", "one"))))
                .isEqualTo("1");
        refuses(checker, issuer.createAccessToken(Map.of(), Map.of("keyid", "two")), "invalid signature");
    }

    /** With the public key as a secret any client could make tokens. */
    @Test
    void a_public_key_is_never_a_secret() {
        String publicKey = pem("PUBLIC", RSA.getPublic());
        String forged = service(Map.of("secret", publicKey), "HS256").createAccessToken(Map.of(), Map.of());
        refuses(service(Map.of("publicKey", publicKey), "RS256"), forged, "invalid algorithm");
        assertThatThrownBy(
                        () -> service(Map.of("publicKey", publicKey), "HS256").setup(app, "authentication"))
                .hasMessageContaining("A 'secret' must be provided");
    }

    @Test
    void keys_that_make_no_sense_end_the_start_without_being_shown() {
        for (Map<String, Object> keys : List.<Map<String, Object>>of(
                Map.of("secret", NEW),
                Map.of("publicKey", "nonsense"),
                Map.of("secret", pem("PRIVATE", EC.getPrivate())),
                Map.of("publicKey", pem("PUBLIC", EC.getPublic())),
                Map.of("jwks", "nonsense"),
                Map.of("jwks", Map.of("no", "keys")),
                Map.of()))
            assertThatThrownBy(() -> service(keys, "RS256").setup(app, "authentication"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in your authentication configuration")
                    .hasMessageNotContaining(NEW);
    }
}
