package org.feathers4j.authentication;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import org.jspecify.annotations.Nullable;

/** The claims of a new token besides its payload, read from {@code jwtOptions} as jsonwebtoken does (sign.js). A value. */
record SignOptions(Map<String, @Nullable Object> values) {
    private static final Set<String> KNOWN = Set.of(
            "header",
            "algorithm",
            "expiresIn",
            "notBefore",
            "audience",
            "issuer",
            "subject",
            "jwtid",
            "keyid",
            "noTimestamp");
    /** Options and the claims they become, in the order in which the original adds them. */
    private static final Map<String, String> CLAIMS = new LinkedHashMap<>();

    static {
        CLAIMS.put("audience", "aud");
        CLAIMS.put("issuer", "iss");
        CLAIMS.put("subject", "sub");
        CLAIMS.put("jwtid", "jti");
    }

    SignOptions {
        for (String name : values.keySet())
            if (!KNOWN.contains(name))
                throw new IllegalArgumentException("\"%s\" is not allowed in \"options\"".formatted(name));
    }

    JWSHeader header(String algorithm) {
        var builder = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm));
        Configuration.object(values.get("header")).forEach((name, value) -> {
            if (name.equals("typ")) builder.type(new JOSEObjectType(String.valueOf(value)));
            else if (!name.equals("alg")) builder.customParam(name, value); // the algorithm is not up to a header
        });
        if (values.get("keyid") instanceof String keyId) builder.keyID(keyId);
        return builder.build();
    }

    /** All claims: the payload, then the times, then audience, issuer and subject. */
    Map<String, @Nullable Object> claims(Map<String, @Nullable Object> payload, long now) {
        var claims = new LinkedHashMap<>(payload);
        long issued = payload.get("iat") instanceof Number given ? given.longValue() : now;
        if (!Boolean.TRUE.equals(values.get("noTimestamp"))) claims.put("iat", issued);
        add(claims, "nbf", "notBefore", issued);
        add(claims, "exp", "expiresIn", issued);
        CLAIMS.forEach((option, claim) -> {
            if (values.get(option) != null) put(claims, claim, option, values.get(option));
        });
        return claims;
    }

    private void add(Map<String, @Nullable Object> claims, String claim, String option, long issued) {
        if (values.get(option) == null) return;
        put(claims, claim, option, TimeSpan.after(issued, values.get(option), option));
    }

    private static void put(Map<String, @Nullable Object> claims, String claim, String option, @Nullable Object value) {
        if (claims.containsKey(claim))
            throw new IllegalArgumentException(
                    "Bad \"options.%s\" option. The payload already has an \"%s\" property.".formatted(option, claim));
        claims.put(claim, value);
    }
}
