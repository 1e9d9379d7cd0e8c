package org.feathers4j.json;

/** Describes unexpected text, and shows little of it: it may be a secret. */
final class Excerpt {
    private static final int LONGEST_WORD = 32;

    private Excerpt() {}

    static String of(byte[] bytes, int at, int end) {
        if (at >= end) return "the text ends too early";
        int letters = at;
        while (letters < end && letters - at < LONGEST_WORD && isLetter(bytes[letters])) letters++;
        if (letters > at) return "Unrecognized token '" + text(bytes, at, letters) + "'";
        if (bytes[at] >= ' ') return "unexpected character '" + (char) bytes[at] + "'";
        int codePoint = Utf8.codePoint(bytes, at);
        return codePoint == '\uFEFF'
                ? "unexpected byte order mark"
                : "unexpected character U+%04X".formatted(codePoint);
    }

    private static boolean isLetter(byte octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
    }

    private static String text(byte[] bytes, int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) text.append((char) bytes[i]);
        return text.toString();
    }
}
