package org.feathers4j.authentication;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text (RFC 7468): {@code BEGIN PRIVATE KEY} and {@code BEGIN PUBLIC KEY}. Errors never show the text. */
final class Pem {
    private static final Pattern PRIVATE = block("PRIVATE KEY");
    private static final Pattern PUBLIC = block("PUBLIC KEY");

    private Pem() {}

    private static Pattern block(String label) {
        return Pattern.compile("-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]+)-----END %1$s-----".formatted(label));
    }

    /** @param type {@code RSA} or {@code EC} */
    static PrivateKey privateKey(String pem, String type) {
        byte[] bytes = bytes(
                PRIVATE,
                pem,
                "The 'secret' in your authentication configuration is no PEM with 'BEGIN PRIVATE KEY': convert it with `openssl pkcs8 -topk8 -nocrypt`");
        try {
            return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The 'secret' in your authentication configuration is no private %s key".formatted(type), e);
        }
    }

    /** @param type {@code RSA} or {@code EC} */
    static PublicKey publicKey(String pem, String type) {
        byte[] bytes = bytes(
                PUBLIC, pem, "The 'publicKey' in your authentication configuration is no PEM with 'BEGIN PUBLIC KEY'");
        try {
            return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The 'publicKey' in your authentication configuration is no public %s key".formatted(type), e);
        }
    }

    /** The other half of a private RSA key, which contains it. */
    static PublicKey publicKey(RSAPrivateCrtKey key) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The 'secret' in your authentication configuration has no public key", e);
        }
    }

    /** Lines may end with a backslash and an n: environment variables often have them so. */
    private static byte[] bytes(Pattern block, String pem, String otherwise) {
        Matcher found = block.matcher(pem.replace("\\n", "\n"));
        if (!found.find()) throw new IllegalStateException(otherwise);
        return Base64.getMimeDecoder().decode(found.group(1));
    }
}
