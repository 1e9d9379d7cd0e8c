package org.feathers4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Against the signatures of Amazon's own signer, recorded by interop/s3/sign.mjs. */
class S3SignatureTest {
    static List<?> vectors() throws IOException {
        try (InputStream in = S3SignatureTest.class.getResourceAsStream("/vectors/signatures.json")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return (List<?>) Objects.requireNonNull(Json.parse(text));
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @SuppressWarnings("unchecked")
    void signs_as_amazon_does(Map<String, Object> vector) {
        var signature = new S3Signature("eu-central-1", "AKID", "a/secret+key", (String) vector.get("sessionToken"));
        assertThat(signature.headers(
                        (String) vector.get("method"),
                        (String) vector.get("host"),
                        (String) vector.get("path"),
                        (Map<String, String>) vector.get("query"),
                        S3Signature.hash(((String) vector.get("body")).getBytes(StandardCharsets.UTF_8)),
                        Instant.parse((String) vector.get("time"))))
                .containsExactlyInAnyOrderEntriesOf((Map<String, String>) vector.get("headers"));
    }

    @Test
    void does_not_show_its_secrets() {
        assertThat(new S3Signature("eu-central-1", "AKID", "hidden", "hidden"))
                .asString()
                .doesNotContain("hidden");
    }
}
