package org.feathers4j.sse;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that cannot be guessed. */
final class Tokens {
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /** 128 random bits, in letters, digits, {@code -} and {@code _}. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
