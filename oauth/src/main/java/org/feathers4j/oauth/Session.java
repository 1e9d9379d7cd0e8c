package org.feathers4j.oauth;

import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.HttpHints;
import org.feathers4j.Params;
import org.feathers4j.authentication.AuthenticationService;
import org.jspecify.annotations.Nullable;

/**
 * The state of a login between redirect and callback: in a sealed cookie, so that any replica can handle the callback,
 * and only the browser that started the login can finish it.
 *
 * @param provider the provider of the login
 * @param state the value that the provider has to repeat
 * @param verifier the PKCE verifier: proves to the provider that both requests come from us
 * @param redirect the requested path after the login, below the configured address; empty for none
 * @param referer the page where the login started; null when it is unknown
 * @param token of an account to be linked; null when there is none
 */
record Session(
        String provider,
        String state,
        String verifier,
        String redirect,
        @Nullable String referer,
        @Nullable String token) {
    private static final String COOKIE = "feathers.oauth";
    private static final String PURPOSE = "org.feathers4j.oauth";

    void write(AuthenticationService service, Provider to, HttpHints http) {
        var content = new LinkedHashMap<String, @Nullable Object>();
        content.put("provider", provider);
        content.put("state", state);
        content.put("verifier", verifier);
        content.put("redirect", redirect);
        if (referer != null) content.put("referer", referer);
        if (token != null) content.put("token", token);
        http.header("set-cookie", cookie(service.seal(PURPOSE, content, "10m"), 600, to));
    }

    static void clear(Provider to, HttpHints http) {
        http.header("set-cookie", cookie("", 0, to));
    }

    /**
     * The cookie. Browsers must send it with the callback, in the case of a form also across sites, which they do for
     * secure cookies only.
     */
    private static String cookie(String value, int seconds, Provider to) {
        String site = to.posts() ? "None" : "Lax";
        boolean isSecure = to.posts() || "https".equals(to.redirectUri().getScheme());
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=%s%s"
                .formatted(COOKIE, value, seconds, site, isSecure ? "; Secure" : "");
    }

    /** @throws FeathersException NotAuthenticated when the cookie is missing or was not sealed by us */
    static Session read(AuthenticationService service, Params params) {
        Map<String, @Nullable Object> content = service.unseal(PURPOSE, sealed(params));
        return new Session(
                String.valueOf(content.get("provider")),
                String.valueOf(content.get("state")),
                String.valueOf(content.get("verifier")),
                String.valueOf(content.get("redirect")),
                Values.text(content.get("referer")),
                Values.text(content.get("token")));
    }

    private static String sealed(Params params) {
        if (params.headers().get("cookie") instanceof String cookies)
            for (String cookie : cookies.split(";", -1))
                if (cookie.strip().startsWith(COOKIE + "="))
                    return cookie.strip().substring(COOKIE.length() + 1);
        throw FeathersException.notAuthenticated(
                "No valid oAuth response. You must initiate the oAuth flow from the authorize endpoint.");
    }

    /** The provider only; the rest must not be logged. */
    @Override
    public String toString() {
        return "Session with " + provider;
    }
}
