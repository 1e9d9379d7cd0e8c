package org.feathers4j.authentication;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/** A secret together with the one algorithm that it is for; signs and verifies. Immutable; never shows the secret. */
final class HmacKey {
    /** A key shorter than the hash can be guessed more easily than the hash (RFC 7518, 3.2). */
    private static final Map<String, Integer> SHORTEST = Map.of("HS256", 32, "HS384", 48, "HS512", 64);

    private final JWSAlgorithm algorithm;
    private final byte[] secret;

    private HmacKey(JWSAlgorithm algorithm, byte[] secret) {
        this.algorithm = algorithm;
        this.secret = secret;
    }

    /** @throws IllegalStateException when there is no secret, or one that is too short, or another kind of algorithm */
    static HmacKey of(@Nullable String secret, @Nullable Object algorithm) {
        if (secret == null || secret.isEmpty())
            throw new IllegalStateException("A 'secret' must be provided in your authentication configuration");
        Integer shortest = algorithm instanceof String name ? SHORTEST.get(name) : null;
        if (shortest == null)
            throw new IllegalStateException(
                    "The 'algorithm' in 'jwtOptions' of your authentication configuration must be HS256, HS384 or HS512, or one with a key pair (RS256, ES256, ...), not '%s'"
                            .formatted(algorithm));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < shortest)
            throw new IllegalStateException(
                    ("The 'secret' in your authentication configuration has %d bytes, and %s needs at least %d: take the output of"
                                    + " `openssl rand -base64 48`, the same one in every application that shares tokens")
                            .formatted(bytes.length, algorithm, shortest));
        return new HmacKey(JWSAlgorithm.parse(String.valueOf(algorithm)), bytes);
    }

    /** Another key, which reveals nothing about this one. */
    HmacKey derived(String purpose) {
        byte[] input = purpose.getBytes(StandardCharsets.UTF_8);
        return new HmacKey(algorithm, sign(new JWSHeader(algorithm), input).decode());
    }

    String algorithm() {
        return algorithm.getName();
    }

    Base64URL sign(JWSHeader header, byte[] input) {
        try {
            return new MACSigner(secret).sign(header, input);
        } catch (JOSEException e) {
            throw new IllegalStateException("The token could not be signed", e);
        }
    }

    /** False also for headers with another algorithm. */
    boolean verifies(String header, byte[] input, String signature) {
        try {
            JWSHeader parsed = JWSHeader.parse(new Base64URL(header));
            return algorithm.equals(parsed.getAlgorithm())
                    && new MACVerifier(secret).verify(parsed, input, new Base64URL(signature));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "HmacKey for " + algorithm;
    }
}
