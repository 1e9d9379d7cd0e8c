package org.feathers4j.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Which bytes a client asks for (RFC 9110, 14.1). Pure.
 *
 * @param from the first one, counted from 0
 * @param length how many; 0 when there are none of those asked for
 */
record ByteRange(long from, long length) {
    private static final Pattern ONE =
            Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

    /**
     * The range in a header; null when there is none that is to be respected: several are answered with the whole, as is what is no range.
     *
     * @param size how many bytes there are
     */
    static @Nullable ByteRange of(@Nullable String header, long size) {
        if (header == null) return null;
        Matcher one = ONE.matcher(header.trim());
        if (!one.matches()) return null;
        String first = one.group(1);
        String last = one.group(2);
        if (first.isEmpty() && last.isEmpty()) return null;
        if (first.isEmpty()) {
            long length = Math.min(Long.parseLong(last), size);
            return new ByteRange(size - length, length);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) return null;
        return from >= size ? new ByteRange(0, 0) : new ByteRange(from, Math.min(to, size - 1) - from + 1);
    }

    boolean isEmpty() {
        return length == 0;
    }

    String header(long size) {
        return isEmpty() ? "bytes */" + size : "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
