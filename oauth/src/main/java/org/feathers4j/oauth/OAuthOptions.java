package org.feathers4j.oauth;

import java.time.Duration;

/**
 * How much is taken from providers. Immutable; every method returns a changed copy.
 *
 * @param timeout how long a provider may take to answer completely, each time it is asked
 * @param maxAnswerBytes how long an answer of a provider may be
 */
public record OAuthOptions(Duration timeout, int maxAnswerBytes) {
    /** Ten seconds and 1 MiB: tokens and profiles have some kilobytes. */
    public static final OAuthOptions DEFAULT = new OAuthOptions(Duration.ofSeconds(10), 1 << 20);

    /** Checks them. */
    public OAuthOptions {
        if (!timeout.isPositive()) throw new IllegalArgumentException("timeout %s must be positive".formatted(timeout));
        if (maxAnswerBytes < 1)
            throw new IllegalArgumentException("maxAnswerBytes %d must be at least 1".formatted(maxAnswerBytes));
    }

    /** A copy with another time that a provider may take. */
    public OAuthOptions withTimeout(Duration value) {
        return new OAuthOptions(value, maxAnswerBytes);
    }

    /** A copy with another size that an answer may have. */
    public OAuthOptions withMaxAnswerBytes(int value) {
        return new OAuthOptions(timeout, value);
    }
}
