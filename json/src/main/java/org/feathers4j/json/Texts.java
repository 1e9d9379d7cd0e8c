package org.feathers4j.json;

import java.nio.charset.StandardCharsets;

/** Strings as {@code JSON.stringify} quotes them: raw where possible, so also U+2028, U+007F and {@code /}. */
final class Texts {
    private static final int CHUNK = 1024;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    /** What follows the backslash for a character below U+0080; 0 when it needs none. */
    private static final byte[] ESCAPES = escapes();

    /** From so many characters on it pays to have them copied and looked at eight at a time. */
    private static final int LONG = 16;

    private Texts() {}

    /** Whether nothing needs an escape. A question mark may be one of the text, or stand for a lone surrogate, which needs one. */
    private static boolean isPlain(byte[] bytes) {
        if (Utf8.skipPlain(bytes, 0, bytes.length) < bytes.length) return false;
        for (byte octet : bytes) if (octet == '?') return false;
        return true;
    }

    private static byte[] escapes() {
        var escapes = new byte[128];
        for (int c = 0; c < 0x20; c++) escapes[c] = 'u';
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    static void write(JsonOutput out, String text) {
        if (text.length() >= LONG) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (isPlain(bytes)) {
                out.octet('"').bytes(bytes).octet('"');
                return;
            }
        }
        byte[] target = out.room(text.length() + 2);
        quote(out, text, target, out.length());
    }

    /** A member's name with quotes, comma and colon: one check for room instead of three. */
    static void writeName(JsonOutput out, char before, String name) {
        byte[] target = out.room(name.length() + 4);
        int at = out.length();
        target[at] = (byte) before;
        quote(out, name, target, at + 1);
        out.octet(':');
    }

    private static void quote(JsonOutput out, String text, byte[] target, int at) {
        int length = text.length();
        int end = at;
        target[end++] = '"';
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= 0x80 || ESCAPES[c] != 0) break;
            target[end++] = (byte) c;
            i++;
        }
        if (i == length) {
            target[end++] = '"';
            out.filledTo(end);
        } else {
            out.filledTo(end);
            writeRest(out, text, i);
            out.octet('"');
        }
    }

    private static void writeRest(JsonOutput out, String text, int start) {
        int length = text.length();
        for (int from = start; from < length; ) from = writeChunk(out, text, from, Math.min(length, from + CHUNK));
    }

    /** Returns the index after the last character written, which may be one more than asked for. */
    private static int writeChunk(JsonOutput out, String text, int from, int to) {
        byte[] target = out.room(6 * (to - from));
        int end = out.length();
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c < 0x80) {
                byte escape = ESCAPES[c];
                if (escape == 0) target[end++] = (byte) c;
                else end = escape(c, escape, target, end);
            } else if (!Character.isSurrogate(c)) {
                end = Utf8.encode(c, target, end);
            } else if (Utf8.isPair(text, i)) {
                end = Utf8.encode(Character.toCodePoint(c, text.charAt(++i)), target, end);
            } else {
                end = escape(c, (byte) 'u', target, end);
            }
            i++;
        }
        out.filledTo(end);
        return i;
    }

    private static int escape(char c, byte escape, byte[] target, int at) {
        int end = at;
        target[end++] = '\\';
        target[end++] = escape;
        if (escape == 'u') for (int shift = 12; shift >= 0; shift -= 4) target[end++] = HEX[(c >> shift) & 0xF];
        return end;
    }
}
