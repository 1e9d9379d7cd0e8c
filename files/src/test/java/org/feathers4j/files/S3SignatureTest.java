package org.feathers4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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
    void signs_as_amazon_does(Map<?, ?> vector) {
        Object token = vector.get("sessionToken");
        var signature =
                new S3Signature("eu-central-1", "AKID", "a/secret+key", token == null ? null : token.toString());
        assertThat(signature.headers(
                        text(vector, "method"),
                        text(vector, "host"),
                        text(vector, "path"),
                        texts(vector, "query"),
                        S3Signature.hash(text(vector, "body").getBytes(StandardCharsets.UTF_8)),
                        Instant.parse(text(vector, "time"))))
                .containsExactlyInAnyOrderEntriesOf(texts(vector, "headers"));
    }

    private static String text(Map<?, ?> vector, String name) {
        return (String) Objects.requireNonNull(vector.get(name), name);
    }

    private static Map<String, String> texts(Map<?, ?> vector, String name) {
        Map<?, ?> members = (Map<?, ?>) Objects.requireNonNull(vector.get(name), name);
        return members.entrySet().stream()
                .collect(Collectors.toMap(member -> (String) member.getKey(), member -> (String) member.getValue()));
    }

    @Test
    void does_not_show_its_secrets() {
        assertThat(new S3Signature("eu-central-1", "AKID", "hidden", "hidden"))
                .asString()
                .doesNotContain("hidden");
    }
}
