package org.feathers4j.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * The redirect after the login (packages/authentication-oauth/src/strategy.ts), to one of the allowed origins only.
 *
 * @param redirect {@code redirect} of the configuration; null for no redirect: the result is the answer
 * @param origins {@code origins}: the sites where logins may start and end; null when only {@code redirect} is allowed
 */
record Redirects(@Nullable String redirect, @Nullable List<String> origins) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0");

    static Redirects of(Map<String, @Nullable Object> oauth, @Nullable Object appOrigins) {
        Object origins = oauth.get("origins") == null ? appOrigins : oauth.get("origins");
        return new Redirects(Values.text(oauth.get("redirect")), origins == null ? null : Values.texts(origins));
    }

    /**
     * The redirect with the token or the error in its fragment; null for no redirect.
     *
     * @param wanted a path below the allowed address
     * @param referer the page that the user came from
     * @throws FeathersException NotAuthenticated when the redirect is not allowed
     */
    @Nullable
    String with(String wanted, @Nullable String referer, String name, String value) {
        String base = base(referer);
        if (base == null) return null;
        if (!wanted.isEmpty()) check(base, wanted);
        String place = base + wanted;
        String separator = place.endsWith("?") ? "" : base.indexOf('#') >= 0 ? "?" : "#";
        return place + separator + name + "=" + encoded(value);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private @Nullable String base(@Nullable String referer) {
        if (origins == null || origins.isEmpty()) return redirect;
        URI from = uri(referer == null ? origins.getFirst() : referer);
        if (from == null || from.getHost() == null)
            throw FeathersException.notAuthenticated("Invalid referer. Expected an absolute URL");
        if (origins.stream().noneMatch(allowed -> matches(from, allowed)))
            throw FeathersException.notAuthenticated("Referer origin \"%s\" is not allowed", origin(from));
        return origin(from);
    }

    /** Whether the page has an allowed origin; on the local machine with any port. */
    private static boolean matches(URI from, String allowed) {
        URI other = uri(allowed);
        if (other == null || other.getHost() == null) return false;
        if (!LOOPBACK.contains(host(from))) return origin(from).equals(origin(other));
        return host(from).equals(host(other)) && scheme(from).equals(scheme(other));
    }

    private static void check(String base, String wanted) {
        URI whole = uri(base + wanted);
        URI from = uri(base);
        boolean isOdd = wanted.startsWith("//") || (base + wanted).startsWith("//");
        if (isOdd || whole == null || from == null || !staysAt(from, whole))
            throw FeathersException.notAuthenticated("Invalid redirect path.");
    }

    private static boolean staysAt(URI from, URI whole) {
        return whole.getRawUserInfo() == null && origin(from).equals(origin(whole));
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null; // for instance backslashes and control characters
        }
    }

    private static String origin(URI uri) {
        if (uri.getHost() == null) return "";
        int port = uri.getPort();
        boolean isUsual = port < 0 || port == (scheme(uri).equals("https") ? 443 : 80);
        return scheme(uri) + "://" + host(uri) + (isUsual ? "" : ":" + port);
    }

    private static String host(URI uri) {
        return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }
}
