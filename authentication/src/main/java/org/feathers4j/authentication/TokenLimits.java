package org.feathers4j.authentication;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which tokens are refused unread. Beyond Feathers, which accepts tokens of any length, and tokens that never expire.
 *
 * @param maxLength the longest token, in characters ({@code maxTokenLength}, 8192)
 * @param requireExpiration whether a token must expire ({@code requireExpiration}, false)
 */
record TokenLimits(int maxLength, boolean requireExpiration) {
    private static final int DEFAULT_LENGTH = 8192;

    static TokenLimits of(Map<String, @Nullable Object> configuration) {
        int length = configuration.get("maxTokenLength") instanceof Number number ? number.intValue() : DEFAULT_LENGTH;
        return new TokenLimits(length, Boolean.TRUE.equals(configuration.get("requireExpiration")));
    }

    void checkLength(String token) {
        if (token.length() > maxLength)
            throw TokenErrors.refused("jwt too long: %d characters where %d (maxTokenLength) are accepted"
                    .formatted(token.length(), maxLength));
    }

    void checkUnlimited() {
        if (requireExpiration) throw TokenErrors.refused("jwt without an expiration is not accepted");
    }
}
