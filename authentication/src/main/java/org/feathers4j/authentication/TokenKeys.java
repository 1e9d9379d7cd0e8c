package org.feathers4j.authentication;

import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;

/** The keys that sign and verify tokens, for one algorithm. Immutable; never shows secrets. */
interface TokenKeys {
    /** Its name, as in the header of a token. */
    String algorithm();

    /** The signature of these bytes. @throws IllegalStateException when there is nothing to sign with */
    Base64URL sign(JWSHeader header, byte[] input);

    /** Whether one of the keys has made the signature. False also for headers with another algorithm. */
    boolean verifies(String header, byte[] input, String signature);

    /** Those of a configuration. @throws IllegalStateException when a key is missing in the configuration, or not valid */
    static TokenKeys of(Configuration configuration, Object algorithm) {
        boolean isSecret = !(algorithm instanceof String name) || !SignatureKeys.ALGORITHMS.contains(name);
        return isSecret
                ? Secrets.of(configuration.secrets(), algorithm)
                : SignatureKeys.of(configuration, String.valueOf(algorithm));
    }

    /**
     * Secrets of which the first signs, and all are valid.
     *
     * @param keys at least one
     */
    record Secrets(List<HmacKey> keys) implements TokenKeys {
        static Secrets of(List<String> secrets, Object algorithm) {
            Stream<HmacKey> keys = secrets.isEmpty()
                    ? Stream.of(HmacKey.of(null, algorithm))
                    : secrets.stream().map(secret -> HmacKey.of(secret, algorithm));
            return new Secrets(keys.toList());
        }

        /** Other keys, which reveal nothing about these. */
        Secrets derived(String purpose) {
            return new Secrets(keys.stream().map(key -> key.derived(purpose)).toList());
        }

        @Override
        public String algorithm() {
            return keys.getFirst().algorithm();
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) {
            return keys.getFirst().sign(header, input);
        }

        @Override
        public boolean verifies(String header, byte[] input, String signature) {
            return keys.stream().anyMatch(key -> key.verifies(header, input, signature));
        }
    }
}
