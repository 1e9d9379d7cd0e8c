package org.feathers4j.oauth;

import java.util.Map;

import org.feathers4j.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A login that a provider has confirmed. Only this module creates it: neither clients nor peers can put one into
 * params, so that no client can log in with a forged profile.
 *
 * @param profile the user's profile at the provider
 * @param token of an account to be linked; null when there is none
 */
record Login(
        Map<String, @Nullable Object> profile, @Nullable String token) implements JsonValue {
    /** Its field in the params. */
    static final String PARAM = "oauth";

    /** Null, so that no part of it leaves the process. */
    @Override
    public @Nullable Object toJsonValue() {
        return null;
    }

    /** Without profile and token, which must not be logged. */
    @Override
    public String toString() {
        return "Login";
    }
}
