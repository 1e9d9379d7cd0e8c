package org.feathers4j.files;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Signs requests to S3: AWS Signature Version 4, with the hash of the body. Pure, for any thread.
 *
 * @param region for instance {@code eu-central-1}
 * @param keyId the access key
 * @param secret what belongs to it
 * @param sessionToken of temporary credentials; null for others
 */
record S3Signature(
        String region,
        String keyId,
        String secret,
        @Nullable String sessionToken) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DAY = 8;

    /**
     * The headers to add to a request.
     *
     * @param host the header Host as it is sent
     * @param path encoded
     * @param query parameters, not encoded
     * @param hash of the body, as {@link #hash} makes it
     */
    Map<String, String> headers(
            String method, String host, String path, Map<String, String> query, String hash, Instant time) {
        SortedMap<String, String> signed = new TreeMap<>();
        signed.put("host", host);
        signed.put("x-amz-content-sha256", hash);
        signed.put("x-amz-date", TIME.format(time));
        if (sessionToken != null) signed.put("x-amz-security-token", sessionToken);
        String names = String.join(";", signed.keySet());
        String headers = signed.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join("\n", method, path, query(query), headers, names, hash);
        String day = TIME.format(time).substring(0, DAY);
        String scope = day + "/" + region + "/s3/aws4_request";
        String toSign = String.join(
                "\n", "AWS4-HMAC-SHA256", TIME.format(time), scope, hash(canonical.getBytes(StandardCharsets.UTF_8)));
        signed.remove("host");
        signed.put(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(keyId, scope, names, HexFormat.of().formatHex(mac(key(day), toSign))));
        return signed;
    }

    private byte[] key(String day) {
        byte[] ofDay = mac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), day);
        return mac(mac(mac(ofDay, region), "s3"), "aws4_request");
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HmacSHA256", e);
        }
    }

    /** The SHA-256 of bytes in hexadecimal digits. */
    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /** A query as it is sent and signed: encoded and in order. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> encoded(entry.getKey(), ""),
                        entry -> encoded(entry.getValue(), ""),
                        (a, b) -> a,
                        TreeMap::new))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
    }

    /** Percent-encodes all but letters, digits and {@code - _ . ~}; a path keeps its slashes. */
    static String encoded(String text, String kept) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0 || kept.indexOf(c) >= 0);
            if (plain) encoded.append(c);
            else encoded.append("%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "S3Signature[" + region + ", " + keyId + "]";
    }
}
