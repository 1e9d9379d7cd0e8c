package org.feathers4j.server;

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Weak entity tags in the form of Express (the module etag): length and hash. The hash is {@link XxHash64}, where Express has SHA-1, which takes a fifth of the time of a
 * page. Servers that send the same bytes send the same tag. Pure, for any thread.
 */
final class Etag {
    private Etag() {}

    /** The tag of the first bytes of an array. */
    static String of(byte[] bytes, int length) {
        String hash = HexFormat.of().toHexDigits(XxHash64.of(bytes, length));
        return "W/\"" + Integer.toHexString(length) + "-" + hash + "\"";
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
