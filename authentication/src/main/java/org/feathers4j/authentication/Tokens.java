package org.feathers4j.authentication;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * Creates access tokens and verifies them, with the results and the errors of jsonwebtoken (sign.js, verify.js), in its order of checks. Stateless.
 *
 * @param clock the current time
 * @param key signs and verifies tokens
 * @param options {@code jwtOptions}, overrides included
 * @param limits what is accepted at all
 */
record Tokens(Clock clock, TokenKeys key, Map<String, @Nullable Object> options, TokenLimits limits) {
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");

    String sign(Map<String, @Nullable Object> payload) {
        Map<String, @Nullable Object> complete = options.get("jwtid") == null
                ? Configuration.merged(
                        options, Map.of("jwtid", UUID.randomUUID().toString()))
                : options;
        var sign = new SignOptions(complete);
        JWSHeader header = sign.header(key.algorithm());
        String claims = encoded(sign.claims(payload, clock.instant().getEpochSecond()));
        String input = header.toBase64URL() + "." + claims;
        Base64URL signature = key.sign(header, input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + signature;
    }

    private static String encoded(Map<String, @Nullable Object> json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
    }

    /** @throws FeathersException NotAuthenticated, whose message names the problem */
    Map<String, @Nullable Object> verify(@Nullable Object token) {
        if (token == null || token.equals("")) throw TokenErrors.refused("jwt must be provided");
        if (!(token instanceof String text)) throw TokenErrors.refused("jwt must be a string");
        limits.checkLength(text);
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) throw TokenErrors.refused("jwt malformed");
        Map<String, @Nullable Object> header = object(parts[0]);
        Object payload = decoded(parts[1]);
        checkSignature(parts, header);
        Map<String, @Nullable Object> claims = Configuration.object(payload);
        checkTimes(claims);
        checkNames(claims);
        if (!(payload instanceof Map<?, ?>)) throw TokenErrors.refused("invalid token");
        return claims;
    }

    private void checkSignature(String[] parts, Map<String, @Nullable Object> header) {
        if (parts[2].isBlank()) throw TokenErrors.refused("jwt signature is required");
        if (!key.algorithm().equals(header.get("alg"))) throw TokenErrors.refused("invalid algorithm");
        byte[] input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        if (!BASE64URL.matcher(parts[2]).matches() || !key.verifies(parts[0], input, parts[2]))
            throw TokenErrors.refused("invalid signature");
    }

    /** The claims of a token of our own, unchecked. */
    Map<String, @Nullable Object> claims(String token) {
        return object(token.split("\\.", -1)[1]);
    }

    private static Map<String, @Nullable Object> object(String part) {
        if (decoded(part) instanceof Map<?, ?> map) return Configuration.object(map);
        throw TokenErrors.refused("invalid token");
    }

    private static @Nullable Object decoded(String part) {
        if (!BASE64URL.matcher(part).matches()) throw TokenErrors.refused("invalid token");
        try {
            return Json.parse(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException | JsonException e) {
            throw TokenErrors.refused("invalid token");
        }
    }

    private void checkTimes(Map<String, @Nullable Object> claims) {
        long now = clock.instant().getEpochSecond();
        if (claims.containsKey("nbf")) {
            double from = number(claims.get("nbf"), "invalid nbf value");
            if (from > now) throw TokenErrors.notActive(from);
        }
        if (claims.containsKey("exp")) {
            double until = number(claims.get("exp"), "invalid exp value");
            if (now >= until) throw TokenErrors.expired(until);
        } else limits.checkUnlimited();
    }

    private static double number(@Nullable Object claim, String message) {
        if (claim instanceof Number number && Double.isFinite(number.doubleValue())) return number.doubleValue();
        throw TokenErrors.refused(message);
    }

    private void checkNames(Map<String, @Nullable Object> claims) {
        List<?> audiences = list(options.get("audience"));
        Object audience = claims.get("aud");
        if (!audiences.isEmpty() && list(audience).stream().noneMatch(name -> isOneOf(audiences, name)))
            throw TokenErrors.refused("jwt audience invalid. expected: " + joined(audiences, " or "));
        List<?> issuers = list(options.get("issuer"));
        if (!issuers.isEmpty() && !isOneOf(issuers, claims.get("iss")))
            throw TokenErrors.refused("jwt issuer invalid. expected: " + joined(issuers, ","));
        checkName(claims.get("sub"), "subject");
        checkName(claims.get("jti"), "jwtid");
    }

    /** Immutable lists throw for null, which a client may send. */
    private static boolean isOneOf(List<?> accepted, @Nullable Object name) {
        return name != null && accepted.contains(name);
    }

    private void checkName(@Nullable Object claim, String option) {
        Object expected = options.get(option);
        if (expected != null && !expected.equals(claim))
            throw TokenErrors.refused("jwt %s invalid. expected: %s".formatted(option, expected));
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private static String joined(List<?> values, String separator) {
        return String.join(separator, values.stream().map(String::valueOf).toList());
    }
}
