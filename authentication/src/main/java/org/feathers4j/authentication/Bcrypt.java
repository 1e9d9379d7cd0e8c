package org.feathers4j.authentication;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.feathers4j.FeathersException;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** bcrypt as bcryptjs does it: {@code $2b$}, the first 72 bytes of the UTF-8 password. Burns CPU: for the threads of {@link Passwords}. */
final class Bcrypt {
    private static final int LONGEST = 72;

    private Bcrypt() {}

    /** @throws FeathersException BadRequest when the password is longer than bcrypt reads: any other ending would match */
    static void checkLength(String password) {
        int length = password.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST)
            throw FeathersException.badRequest(
                    "A password may have %d bytes at most, as UTF-8: this one has %d", LONGEST, length);
    }

    static String hash(String password, int cost) {
        return BCrypt.hashpw(bytes(password), BCrypt.gensalt("$2b", cost));
    }

    /** Whether the hash is one of this password; a text that is no hash is of none. */
    static boolean matches(String password, String hash) {
        try {
            return BCrypt.checkpw(bytes(password), hash);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] bytes(String password) {
        byte[] all = password.getBytes(StandardCharsets.UTF_8);
        return all.length <= LONGEST ? all : Arrays.copyOf(all, LONGEST);
    }
}
