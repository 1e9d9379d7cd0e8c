package org.feathers4j.json;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Names of members that were read lately, so that the same few need not be built over and over, nor be hashed when they go into a map. Any thread: a lost update
 * costs one name more.
 */
final class KnownNames {
    /** Longer names, in bytes, are not looked up. */
    static final int LONGEST = 32;

    private static final int BITS = 10;
    /** The golden ratio: neighbours end up far from each other. */
    private static final int SCATTER = 0x9E37_79B1;

    private static final @Nullable String[] NAMES = new String[1 << BITS];

    private KnownNames() {}

    /**
     * The name in these ASCII bytes.
     *
     * @param hash its {@link String#hashCode}
     */
    static String of(byte[] bytes, int from, int length, int hash) {
        int slot = (hash * SCATTER) >>> (Integer.SIZE - BITS);
        String known = NAMES[slot];
        if (is(known, bytes, from, length, hash)) return known;
        String second = NAMES[slot ^ 1];
        if (is(second, bytes, from, length, hash)) return second;
        var name = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        NAMES[slot ^ 1] = known;
        NAMES[slot] = name;
        return name;
    }

    private static boolean is(@Nullable String known, byte[] bytes, int from, int length, int hash) {
        if (known == null || known.hashCode() != hash || known.length() != length) return false;
        for (int i = 0; i < length; i++) if (known.charAt(i) != bytes[from + i]) return false;
        return true;
    }
}
