package org.feathers4j.cote;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Signatures of hellos and the certificate; the expected keys were derived by Node's crypto ({@code hkdfSync}, {@code createHmac}, {@code createPublicKey}). */
class MeshSecretTest {
    private static final String TEXT = "correct horse battery staple, and more of it";
    private static final byte[] HELLO = "{\"event\":\"hello\",\"pid\":\"1\"}".getBytes(StandardCharsets.UTF_8);

    private final MeshSecret secret = MeshSecret.of(TEXT);

    @Test
    void a_hello_gets_one_more_member_and_is_verified_without_it() {
        byte[] signed = secret.sign(HELLO);
        assertThat(new String(signed, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"event\":\"hello\",\"pid\":\"1\",\"mac\":\"LxJhF7GmAfGK4/SaC8QcD8iuzTH6N9TYenb5T0rnPYY\"}");
        assertThat(MeshSecret.of(TEXT).verify(signed)).contains(HELLO);
    }

    @Test
    void no_byte_can_be_changed_or_left_out() {
        byte[] signed = secret.sign(HELLO);
        for (int i = 0; i < signed.length; i++) {
            byte[] changed = signed.clone();
            changed[i] ^= 1;
            assertThat(secret.verify(changed)).as("byte " + i).isEmpty();
            byte[] shorter = new byte[signed.length - 1];
            System.arraycopy(signed, 0, shorter, 0, i);
            System.arraycopy(signed, i + 1, shorter, i, signed.length - 1 - i);
            assertThat(secret.verify(shorter)).as("without byte " + i).isEmpty();
        }
        assertThat(secret.verify(HELLO)).isEmpty();
        assertThat(secret.verify(new byte[0])).isEmpty();
        assertThat(MeshSecret.of(TEXT + ".").verify(signed)).isEmpty();
    }

    @Test
    void the_key_for_TLS_follows_from_the_secret_and_its_certificate_is_the_only_one_that_is_trusted()
            throws Exception {
        X509Certificate certificate = secret.identity().trust().getAcceptedIssuers()[0];
        assertThat(Base64.getEncoder().encodeToString(certificate.getPublicKey().getEncoded()))
                .isEqualTo("MCowBQYDK2VwAyEAtubjhH1hcqVvhslIw+JCym7hsLgMyI+XWTKhyh0WUqc=");
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        X509Certificate[] chain = {certificate};
        MeshSecret.of(TEXT).identity().trust().checkClientTrusted(chain, "EdDSA");
        assertThatThrownBy(() -> MeshSecret.of(TEXT + ".").identity().trust().checkServerTrusted(chain, "EdDSA"))
                .hasMessage("It does not know the secret of this mesh");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 1025})
    void a_secret_that_could_be_guessed_is_refused_and_not_repeated(int length) {
        String weak = "s".repeat(length);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoteOptions.of(o -> o.secret(weak)))
                .withMessageContaining("from 32 to 1024 characters, not " + length)
                .withMessageNotContaining("sss");
        assertThat(secret.toString()).doesNotContain("horse");
    }
}
