package org.feathers4j.server;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** Weak entity tags as Express makes them (the module etag), so that a client's cache survives a change of servers. Pure, for any thread. */
final class Etag {
    private static final int DIGEST_LENGTH = 27;

    private Etag() {}

    static String of(byte[] bytes, int length) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(bytes, 0, length);
            String digest = Base64.getEncoder().encodeToString(sha1.digest());
            return "W/\"" + Integer.toHexString(length) + "-" + digest.substring(0, DIGEST_LENGTH) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    /**
     * Whether the client has the answer already.
     *
     * @param known the If-None-Match header; null when it was not sent
     * @param cacheControl the Cache-Control header of the request; null when it was not sent
     */
    static boolean matches(String etag, @Nullable String known, @Nullable String cacheControl) {
        if (known == null || (cacheControl != null && cacheControl.contains("no-cache"))) return false;
        if (known.trim().equals("*")) return true;
        for (String tag : known.split(",", -1)) if (strong(tag.trim()).equals(strong(etag))) return true;
        return false;
    }

    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
