package org.feathers4j.files;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Ids of blobs: which are allowed, and new ones. Safe for all threads. */
final class BlobIds {
    static final int MAX_LENGTH = 200;

    private static final Pattern ALLOWED =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._/-]{0," + MAX_LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    private BlobIds() {}

    static boolean isAllowed(String id) {
        return id.length() <= MAX_LENGTH && ALLOWED.matcher(id).matches();
    }

    static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    /** 130 random bits, and an ending that tells the type. */
    static String next(String type) {
        var id = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) id.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        return id + FileTypes.ending(type);
    }
}
