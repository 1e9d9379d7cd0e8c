package org.feathers4j.oauth;

import java.util.Map;

import org.feathers4j.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A login that a provider has confirmed. Only this module makes one: neither clients nor peers can put one into params, so that nobody logs in with a profile of
 * his own making.
 *
 * @param profile what the provider says of the user
 * @param token of an account to be linked; null for none
 */
record Login(
        Map<String, @Nullable Object> profile, @Nullable String token) implements JsonValue {
    /** The field of the params. */
    static final String PARAM = "oauth";

    /** Nothing of it leaves the process. */
    @Override
    public @Nullable Object toJsonValue() {
        return null;
    }

    /** Nothing of it is for a log. */
    @Override
    public String toString() {
        return "Login";
    }
}
