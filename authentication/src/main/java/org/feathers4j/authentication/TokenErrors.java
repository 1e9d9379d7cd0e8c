package org.feathers4j.authentication;

import java.time.Instant;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** Errors of tokens, with the messages and the data of jsonwebtoken (lib/JsonWebTokenError.js and its siblings). Never the token itself. */
final class TokenErrors {
    private TokenErrors() {}

    static FeathersException refused(String message) {
        return FeathersException.notAuthenticated("%s", message).withData(Map.of("name", "JsonWebTokenError"));
    }

    /** No user has the id that the token is for: never, or not any more. */
    static FeathersException unknownSubject(@Nullable String entity) {
        return refused("The %s of this token does not exist".formatted(entity == null ? "user" : entity));
    }

    static FeathersException expired(double second) {
        return dated("jwt expired", "TokenExpiredError", "expiredAt", second);
    }

    static FeathersException notActive(double second) {
        return dated("jwt not active", "NotBeforeError", "date", second);
    }

    private static FeathersException dated(String message, String name, String member, double second) {
        return FeathersException.notAuthenticated("%s", message)
                .withData(Map.of("name", name, member, Instant.ofEpochMilli((long) (second * 1000))));
    }
}
