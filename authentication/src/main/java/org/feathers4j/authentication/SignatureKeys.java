package org.feathers4j.authentication;

import java.io.IOException;
import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * Key pairs: a private key in {@code secret}, public ones in {@code publicKey} and {@code jwks}. Applications with only the
 * public keys cannot make tokens.
 *
 * @param name of the algorithm
 * @param signing null where tokens are checked only
 * @param verifying all are valid
 * @param source more of them, chosen by the {@code kid} of the token; null for none
 */
record SignatureKeys(
        String name,
        @Nullable PrivateKey signing,
        List<PublicKey> verifying,
        @Nullable JWKSource<SecurityContext> source)
        implements TokenKeys {
    static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    static SignatureKeys of(Configuration configuration, String algorithm) {
        String type = algorithm.startsWith("E") ? "EC" : "RSA";
        var verifying = new ArrayList<PublicKey>();
        PrivateKey signing = null;
        for (String pem : configuration.secrets()) {
            PrivateKey key = Pem.privateKey(pem, type);
            if (signing == null) signing = key;
            if (key instanceof RSAPrivateCrtKey whole) verifying.add(Pem.publicKey(whole));
        }
        for (String pem : configuration.publicKeys()) verifying.add(Pem.publicKey(pem, type));
        JWKSource<SecurityContext> source = source(configuration.jwks());
        if (verifying.isEmpty() && source == null)
            throw new IllegalStateException(
                    "A 'publicKey' or 'jwks' must be provided in your authentication configuration to check tokens with %s"
                            .formatted(algorithm));
        return new SignatureKeys(algorithm, signing, List.copyOf(verifying), source);
    }

    /** At a URL the keys are fetched when they are needed first, kept for five minutes, and fetched again for a key that is not among them. */
    private static @Nullable JWKSource<SecurityContext> source(@Nullable Object jwks) {
        try {
            return switch (jwks) {
                case null -> null;
                case String url ->
                    JWKSourceBuilder.create(URI.create(url).toURL())
                            .refreshAheadCache(false)
                            .build();
                case Map<?, ?> set -> new ImmutableJWKSet<>(JWKSet.parse(Configuration.object(set)));
                default -> throw new IllegalArgumentException("neither a JSON object nor a URL");
            };
        } catch (ParseException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The 'jwks' in your authentication configuration is neither a set of keys nor its URL", e);
        }
    }

    @Override
    public String algorithm() {
        return name;
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] input) {
        if (signing == null)
            throw new IllegalStateException(
                    "A 'secret' with the private key must be provided in your authentication configuration to make tokens");
        try {
            return signing instanceof ECPrivateKey key
                    ? new ECDSASigner(key).sign(header, input)
                    : new RSASSASigner(signing).sign(header, input);
        } catch (JOSEException | IllegalArgumentException e) {
            throw new IllegalStateException("The token could not be signed", e);
        }
    }

    @Override
    public boolean verifies(String header, byte[] input, String signature) {
        try {
            JWSHeader parsed = JWSHeader.parse(new Base64URL(header));
            if (!JWSAlgorithm.parse(name).equals(parsed.getAlgorithm())) return false;
            var encoded = new Base64URL(signature);
            for (PublicKey key : verifying) if (verifier(key).verify(parsed, input, encoded)) return true;
            for (PublicKey key : named(parsed)) if (verifier(key).verify(parsed, input, encoded)) return true;
            return false;
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return false;
        }
    }

    private static JWSVerifier verifier(PublicKey key) throws JOSEException {
        return key instanceof ECPublicKey curve ? new ECDSAVerifier(curve) : new RSASSAVerifier((RSAPublicKey) key);
    }

    private List<PublicKey> named(JWSHeader header) throws JOSEException {
        if (source == null) return List.of();
        var keys = new ArrayList<PublicKey>();
        try {
            for (JWK key : source.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null))
                if (key instanceof AsymmetricJWK pair) keys.add(pair.toPublicKey());
        } catch (KeySourceException e) {
            throw FeathersException.unavailable("The keys that tokens are checked with could not be fetched")
                    .withCause(e);
        }
        return keys;
    }

    @Override
    public String toString() {
        return "SignatureKeys for " + name;
    }
}
