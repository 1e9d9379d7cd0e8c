package org.feathers4j.accounts;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a user is to be told. Anyone holding one of its tokens can take over the account. Send it only to the user and never log it.
 *
 * @param type {@code sendVerifySignup} after a sign-up; otherwise the action, where {@code verifySignup}, {@code verifySignupSetPassword} and {@code resetPwd} tell
 *     that it was done
 * @param user the record as calls inside the application see it, without password and tokens
 * @param token the long token to be put into a link; null when there is nothing left to confirm
 * @param shortToken the short token to be typed in; null when there is nothing left to confirm
 * @param changes the new addresses of an {@code identityChange}: the tokens must go there; empty otherwise
 * @param options the {@code notifierOptions} of the caller, who may be anyone: not to be trusted
 */
public record Notice(
        String type,
        Map<String, @Nullable Object> user,
        @Nullable String token,
        @Nullable String shortToken,
        Map<String, @Nullable Object> changes,
        Map<String, @Nullable Object> options) {
    /** Without the tokens and the user. */
    @Override
    public String toString() {
        return "Notice " + type;
    }
}
