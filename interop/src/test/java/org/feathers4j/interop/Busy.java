package org.feathers4j.interop;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import org.feathers4j.Id;

/** A call that needs a processor: {@code get(n)} hashes some kilobytes n times. */
final class Busy {
    private static final byte[] SOME_KILOBYTES = new byte[4096];

    private Busy() {}

    static Object answer(Id id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < id.asLong(); i++) digest.update(SOME_KILOBYTES);
            return Map.of("hash", HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has it", e);
        }
    }
}
