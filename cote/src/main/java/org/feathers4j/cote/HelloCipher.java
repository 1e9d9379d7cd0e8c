package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Enciphers hellos as node-discover does with its option {@code key} (lib/network.js): AES-256-CBC, key and IV derived from the pass
 * phrase alone. It separates systems that share a network; the fixed IV and the missing authentication make it no protection.
 */
final class HelloCipher {
    private static final String TRANSFORMATION = "AES/CBC/PKCS5Padding";

    private final SecretKeySpec key;
    private final IvParameterSpec iv;

    /** @param passPhrase the option {@code key}, the same everywhere */
    HelloCipher(String passPhrase) {
        byte[] phrase = passPhrase.getBytes(StandardCharsets.UTF_8);
        byte[] first = md5(phrase);
        byte[] second = md5(first, phrase);
        byte[] third = md5(second, phrase);
        byte[] keyBytes = Arrays.copyOf(first, 32);
        System.arraycopy(second, 0, keyBytes, 16, 16);
        key = new SecretKeySpec(keyBytes, "AES");
        iv = new IvParameterSpec(third);
    }

    /** The datagram for a hello. Node puts the cipher text into a string of Latin-1 characters and sends that as UTF-8. */
    byte[] encrypt(byte[] hello) {
        try {
            byte[] secret = cipher(Cipher.ENCRYPT_MODE).doFinal(hello);
            return new String(secret, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot encipher with " + TRANSFORMATION, e);
        }
    }

    /** The hello in a datagram; empty when it can't be deciphered. */
    Optional<byte[]> decrypt(byte[] datagram) {
        try {
            CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(datagram));
            ByteBuffer secret = StandardCharsets.ISO_8859_1.newEncoder().encode(characters);
            var bytes = new byte[secret.remaining()];
            secret.get(bytes);
            return Optional.of(cipher(Cipher.DECRYPT_MODE).doFinal(bytes));
        } catch (CharacterCodingException | GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, iv);
        return cipher;
    }

    /** OpenSSL's EVP_BytesToKey, one round, no salt. */
    private static byte[] md5(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) digest.update(part);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no MD5", e);
        }
    }
}
