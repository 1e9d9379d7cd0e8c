package org.feathers4j.cote;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the components of a network have in common that strangers have not: it signs hellos, and gives all of them one key for TLS, so that each connection is encrypted and
 * both sides prove that they know it. Immutable; any thread may use it.
 *
 * <p>Both keys are derived from the secret by HKDF (RFC 5869) with SHA-256, and nothing but the secret: a hello or a connection that a stranger records allows him to try secrets on
 * his own, which is why a short one is refused.
 */
public final class MeshSecret {
    /** Environment variable with the secret of all meshes that this process joins. */
    public static final String VARIABLE = "FEATHERS_MESH_SECRET";

    private static final int SHORTEST = 32;
    private static final int LONGEST = 1024;
    private static final String HMAC = "HmacSHA256";
    private static final byte[] SALT = "feathers4j mesh".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BEFORE = ",\"mac\":\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER = "\"}".getBytes(StandardCharsets.UTF_8);
    private static final int MAC_LENGTH = 43; // 32 bytes in Base64 without padding
    private static final int ADDED = BEFORE.length + MAC_LENGTH + AFTER.length;

    private final SecretKeySpec helloKey;
    private final MeshIdentity identity;

    private MeshSecret(byte[] secret) throws GeneralSecurityException {
        byte[] root = mac(new SecretKeySpec(SALT, HMAC), secret);
        helloKey = new SecretKeySpec(derived(root, "hello"), HMAC);
        identity = MeshIdentity.of(derived(root, "tls"));
    }

    /**
     * The keys that follow from a secret.
     *
     * @param secret from 32 to 1024 characters that nobody can guess, for instance what {@code openssl rand -base64 32} prints
     * @throws IllegalArgumentException when it is shorter or longer; the message does not contain it
     */
    public static MeshSecret of(String secret) {
        if (secret.length() < SHORTEST || secret.length() > LONGEST)
            throw new IllegalArgumentException(
                    "The secret of a mesh has from %d to %d characters, not %d. Make one with: openssl rand -base64 32"
                            .formatted(SHORTEST, LONGEST, secret.length()));
        try {
            return new MeshSecret(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "This Java runtime lacks what the secret of a mesh needs: " + e.getMessage(), e);
        }
    }

    private static byte[] derived(byte[] root, String purpose) throws GeneralSecurityException {
        byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1; // one block is all that is needed
        return mac(new SecretKeySpec(root, HMAC), block);
    }

    private static byte[] mac(SecretKeySpec key, byte[] bytes) throws GeneralSecurityException {
        var mac = Mac.getInstance(HMAC);
        mac.init(key);
        return mac.doFinal(bytes);
    }

    /** Key and certificate of all components that know the secret. */
    MeshIdentity identity() {
        return identity;
    }

    /**
     * Signs a hello: a JSON object that gets a last member {@code mac}, which those who do not know the secret ignore.
     *
     * @param hello a JSON object with at least one member, in UTF-8 and without white space at its end
     */
    byte[] sign(byte[] hello) {
        byte[] signed = Arrays.copyOf(hello, hello.length - 1 + ADDED);
        System.arraycopy(BEFORE, 0, signed, hello.length - 1, BEFORE.length);
        System.arraycopy(macOf(hello), 0, signed, hello.length - 1 + BEFORE.length, MAC_LENGTH);
        System.arraycopy(AFTER, 0, signed, signed.length - AFTER.length, AFTER.length);
        return signed;
    }

    /** The hello that was signed with this secret; empty when it was not. */
    Optional<byte[]> verify(byte[] signed) {
        int end = signed.length - ADDED;
        if (end < 1 || !isAt(signed, end, BEFORE) || !isAt(signed, signed.length - AFTER.length, AFTER))
            return Optional.empty();
        byte[] hello = Arrays.copyOf(signed, end + 1);
        hello[end] = '}';
        byte[] given = Arrays.copyOfRange(signed, end + BEFORE.length, end + BEFORE.length + MAC_LENGTH);
        return MessageDigest.isEqual(given, macOf(hello)) ? Optional.of(hello) : Optional.empty();
    }

    private static boolean isAt(byte[] bytes, int from, byte[] part) {
        return Arrays.equals(bytes, from, from + part.length, part, 0, part.length);
    }

    private byte[] macOf(byte[] hello) {
        try {
            return Base64.getEncoder().withoutPadding().encode(mac(helloKey, hello));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC with SHA-256 was there a moment ago", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "a secret of a mesh";
    }
}
