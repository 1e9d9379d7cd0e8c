package org.feathers4j.files;

import org.jspecify.annotations.Nullable;

/** Names of files that clients give. Pure, for any thread. */
final class FileNames {
    private FileNames() {}

    /** The last part of a name that a client gives, without control characters; null when nothing is left. */
    static @Nullable String shown(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String name = last.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]", "")
                .trim();
        return name.isEmpty() || name.equals(".") || name.equals("..") ? null : name;
    }
}
