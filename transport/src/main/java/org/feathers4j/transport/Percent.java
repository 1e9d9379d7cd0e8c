package org.feathers4j.transport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Percent-encoded UTF-8, as strict as JavaScript's {@code decodeURIComponent}, which refuses what is not properly encoded. */
final class Percent {
    private Percent() {}

    /** The decoded text; the text itself where it cannot be decoded. A plus sign stays a plus sign. */
    static String decoded(String text) {
        int first = text.indexOf('%');
        if (first < 0) return text;
        var decoded = new StringBuilder(text.length()).append(text, 0, first);
        for (int at = first; at < text.length(); ) {
            int end = runEnd(text, at);
            if (end == at) decoded.append(text.charAt(at++));
            else {
                String run = decodedRun(text, at, end);
                if (run == null) return text;
                decoded.append(run);
                at = end;
            }
        }
        return decoded.toString();
    }

    /** Where the run of escapes that begins here ends; here itself when there is none. */
    private static int runEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) == '%') end += 3;
        return end;
    }

    private static @Nullable String decodedRun(String text, int start, int end) {
        if (end > text.length()) return null;
        var bytes = ByteBuffer.allocate((end - start) / 3);
        for (int at = start; at < end; at += 3) {
            int high = hex(text.charAt(at + 1));
            int low = hex(text.charAt(at + 2));
            if (high < 0 || low < 0) return null;
            bytes.put((byte) (high << 4 | low));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The value of an ASCII hexadecimal digit; -1 for any other character, digits of other scripts included. */
    private static int hex(char digit) {
        return digit < 128 ? Character.digit(digit, 16) : -1;
    }
}
