package org.feathers4j.oauth;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A provider of logins, with the configuration keys of Grant, which Feathers uses.
 *
 * @param key {@code key}: the id of this application at the provider
 * @param secret {@code secret}
 * @param authorize {@code authorize_url}: the page for the user
 * @param access {@code access_url}: exchanges a code for a token
 * @param profile {@code profile_url}: returns the profile of the user
 * @param scopes the requested scopes, list or text
 * @param customParams {@code custom_params}: further query parameters of the page
 * @param redirectUri {@code redirect_uri}: our callback, as registered at the provider
 */
record Provider(
        String key,
        String secret,
        URI authorize,
        URI access,
        URI profile,
        List<String> scopes,
        Map<String, String> customParams,
        URI redirectUri) {
    /** The addresses of known providers. */
    private static final Map<String, Map<String, Object>> KNOWN = Map.of(
            "github",
            Map.of(
                    "authorize_url", "https://github.com/login/oauth/authorize",
                    "access_url", "https://github.com/login/oauth/access_token",
                    "profile_url", "https://api.github.com/user"),
            "google",
            Map.of(
                    "authorize_url", "https://accounts.google.com/o/oauth2/v2/auth",
                    "access_url", "https://oauth2.googleapis.com/token",
                    "profile_url", "https://openidconnect.googleapis.com/v1/userinfo",
                    "scope", List.of("openid")),
            "gitlab",
            Map.of(
                    "authorize_url", "https://gitlab.com/oauth/authorize",
                    "access_url", "https://gitlab.com/oauth/token",
                    "profile_url", "https://gitlab.com/api/v4/user",
                    "scope", List.of("read_user")));

    /** @throws IllegalStateException when a setting is missing, with its name */
    static Provider of(String name, Map<String, @Nullable Object> settings, String callback) {
        var all = new LinkedHashMap<String, @Nullable Object>(KNOWN.getOrDefault(name, Map.of()));
        all.putAll(settings);
        all.putIfAbsent("redirect_uri", callback);
        var custom = new LinkedHashMap<String, String>();
        Values.object(all.get("custom_params")).forEach((param, value) -> custom.put(param, String.valueOf(value)));
        return new Provider(
                required(name, all, "key"),
                required(name, all, "secret"),
                URI.create(required(name, all, "authorize_url")),
                URI.create(required(name, all, "access_url")),
                URI.create(required(name, all, "profile_url")),
                Values.texts(all.get("scope")),
                Map.copyOf(custom),
                URI.create(required(name, all, "redirect_uri")));
    }

    /** Whether the provider answers with a form instead of a query. */
    boolean posts() {
        return "form_post".equals(customParams.get("response_mode"));
    }

    private static String required(String provider, Map<String, @Nullable Object> settings, String name) {
        String text = Values.text(settings.get(name));
        if (text == null)
            throw new IllegalStateException("A '%s' must be provided in 'oauth.%s' of your authentication configuration"
                    .formatted(name, provider));
        return text;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Provider " + authorize;
    }
}
