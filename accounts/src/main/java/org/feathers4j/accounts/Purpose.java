package org.feathers4j.accounts;

import java.util.Map;

import org.feathers4j.FeathersException;

/** What tokens are for, with the fields of a user that hold them, and the original's errors. */
enum Purpose {
    VERIFY("verify", "Verification token has expired.", "badParam"),
    RESET("reset", "Password reset token has expired.", "invalidToken");

    private final String prefix;
    private final String expired;
    private final String invalid;

    Purpose(String prefix, String expired, String invalid) {
        this.prefix = prefix;
        this.expired = expired;
        this.invalid = invalid;
    }

    String token() {
        return prefix + "Token";
    }

    String shortToken() {
        return prefix + "ShortToken";
    }

    String expires() {
        return prefix + "Expires";
    }

    String attempts() {
        return prefix + "Attempts";
    }

    FeathersException hasExpired() {
        return FeathersException.badRequest("%s", expired).withErrors(Map.of("$className", prefix + "Expired"));
    }

    /** The same for a token that never was, one that was used, and a user who does not exist. */
    FeathersException isInvalid() {
        return FeathersException.badRequest("Invalid token. Get for a new one. (authLocalMgnt)")
                .withErrors(Map.of("$className", invalid));
    }
}
