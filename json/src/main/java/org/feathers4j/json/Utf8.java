package org.feathers4j.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 as Node's Buffer treats it: invalid bytes become U+FFFD instead of an error. */
final class Utf8 {
    /** The first byte is the lowest, so that what a subtraction borrows only reaches bytes behind one that was found. */
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final int CHUNK = 4096;
    /** U+FFFD. */
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private Utf8() {}

    static boolean isValid(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (true) {
            at = skipAscii(bytes, at, end);
            if (at == end) return true;
            int size = sequence(bytes, at, end);
            if (size < 0) return false;
            at += size;
        }
    }

    private static int skipAscii(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - 8 && ((long) EIGHT.get(bytes, at) & HIGH_BITS) == 0) at += 8;
        while (at < end && bytes[at] >= 0) at++;
        return at;
    }

    /** Where the next byte is that is no plain ASCII of a string in JSON: a quote, a backslash, a control character, a byte above. */
    static int skipPlain(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - 8) {
            long found = special((long) EIGHT.get(bytes, at));
            if (found != 0) return at + (Long.numberOfTrailingZeros(found) >>> 3);
            at += 8;
        }
        while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') at++;
        return at;
    }

    /** The high bit of each byte that is special; of bytes behind the first such one perhaps, too. */
    private static long special(long eight) {
        long quotes = eight ^ ONES * '"';
        long backslashes = eight ^ ONES * '\\';
        return (eight | eight - ONES * ' ' | (quotes - ONES & ~quotes) | (backslashes - ONES & ~backslashes))
                & HIGH_BITS;
    }

    /** How many bytes go on with a character that has begun before. */
    static int continuations(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            int octet = bytes[i] & 0xFF;
            if ((octet & 0xC0) == 0x80) count++;
            if (octet >= 0xF0) count--; // which is two units of UTF-16
        }
        return count;
    }

    /** The code point that begins here, in valid UTF-8. */
    static int codePoint(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) return lead;
        int size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        int codePoint = lead & (0xFF >> (size + 1));
        for (int i = 1; i < size; i++) codePoint = (codePoint << 6) | (bytes[at + i] & 0x3F);
        return codePoint;
    }

    /**
     * The length of the well-formed sequence that begins with this non-ASCII byte (Unicode, table 3-7); negative when it is not
     * well-formed, then the length of what one U+FFFD stands for (the "maximal subpart" of chapter 3.9).
     */
    private static int sequence(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) return -1;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (!follows(bytes, at + 1, end, lowest, highest)) return -1;
        if (lead < 0xE0) return 2;
        if (!follows(bytes, at + 2, end, 0x80, 0xBF)) return -2;
        if (lead < 0xF0) return 3;
        return follows(bytes, at + 3, end, 0x80, 0xBF) ? 4 : -3;
    }

    private static boolean follows(byte[] bytes, int at, int end, int lowest, int highest) {
        if (at >= end) return false;
        int octet = bytes[at] & 0xFF;
        return octet >= lowest && octet <= highest;
    }

    /** The same text with U+FFFD for ill-formed bytes; as in Node, a surrogate counts three times (in Java's decoder once). */
    static byte[] repaired(byte[] bytes, int offset, int length) {
        var out = new JsonOutput(length + 64);
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int next = skipAscii(bytes, at, end);
            int size = next < end ? sequence(bytes, next, end) : 0;
            if (size > 0) next += size;
            out.bytes(bytes, at, next - at);
            if (size < 0) out.bytes(REPLACEMENT);
            at = size < 0 ? next - size : next;
        }
        return out.toBytes();
    }

    /** Appends a JSON text; a lone surrogate becomes the escape sequence that means the same inside a string, and is as wrong outside. */
    static void appendWithSurrogates(JsonOutput out, String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) continue;
            if (isPair(text, i)) {
                i++;
                continue;
            }
            append(out, text.substring(from, i));
            append(out, "\\u%04x".formatted((int) text.charAt(i)));
            from = i + 1;
        }
        append(out, from == 0 ? text : text.substring(from));
    }

    /** How many characters come before so many bytes of what {@link #appendWithSurrogates} makes of a text. */
    static int charactersIn(String text, long bytes) {
        long passed = 0;
        int i = 0;
        while (i < text.length() && passed < bytes) {
            char c = text.charAt(i);
            if (isPair(text, i)) {
                passed += 4;
                i += 2;
            } else {
                passed += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isSurrogate(c) ? 6 : 3;
                i++;
            }
        }
        return i;
    }

    static void append(JsonOutput out, String text) {
        int length = text.length();
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + CHUNK);
            // a pair of surrogates may end one character after the chunk
            byte[] target = out.room(3 * (to - from) + 3);
            int end = out.length();
            int i = from;
            while (i < to) {
                char c = text.charAt(i++);
                if (c < 0x80) {
                    target[end++] = (byte) c;
                } else if (isPair(text, i - 1)) {
                    end = encode(Character.toCodePoint(c, text.charAt(i++)), target, end);
                } else {
                    end = encode(Character.isSurrogate(c) ? 0xFFFD : c, target, end);
                }
            }
            out.filledTo(end);
            from = i;
        }
    }

    /** Whether two surrogates that belong together begin at this index. */
    static boolean isPair(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }

    /** Writes a code point beyond ASCII and returns where it ends. */
    static int encode(int codePoint, byte[] target, int at) {
        int end = at;
        if (codePoint < 0x800) {
            target[end++] = (byte) (0xC0 | (codePoint >> 6));
        } else {
            if (codePoint < 0x1_0000) {
                target[end++] = (byte) (0xE0 | (codePoint >> 12));
            } else {
                target[end++] = (byte) (0xF0 | (codePoint >> 18));
                target[end++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            }
            target[end++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        }
        target[end++] = (byte) (0x80 | (codePoint & 0x3F));
        return end;
    }
}
