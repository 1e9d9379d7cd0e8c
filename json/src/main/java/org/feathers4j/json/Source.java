package org.feathers4j.json;

import org.jspecify.annotations.Nullable;

/** A JSON text in valid UTF-8: the bytes from {@code offset} on, which must not be changed any more. */
@SuppressWarnings("ArrayRecordComponent") // sources are never compared
record Source(byte[] bytes, int offset, int length, JsonLimits limits) {
    private static final String TOO_LONG = "the text is longer than %d";

    /** @throws JsonException when the text is too long */
    static Source of(byte[] bytes, int offset, int length, JsonLimits limits) {
        if (length > limits.maxLength())
            throw JsonException.unreadable(TOO_LONG.formatted(limits.maxLength()) + " bytes", limits.maxLength());
        if (Utf8.isValid(bytes, offset, length)) return new Source(bytes, offset, length, limits);
        byte[] repaired = Utf8.repaired(bytes, offset, length);
        return new Source(repaired, 0, repaired.length, limits);
    }

    @Nullable
    Object parse() {
        return new JsonReader(this).document();
    }

    /** The same as {@link #parse()}, but objects and arrays inside stay unread: views that tell the given one when they change. */
    Object parseOneLevel(RawJson<?> view) {
        return new LevelReader(this, view).read();
    }

    /** A view when it is an object or array, else the value; the whole text is checked either way. */
    @Nullable
    Object view() {
        return new LevelReader(this, null).document();
    }

    /** A part of this text: an object or array. */
    Source part(int start, int end) {
        return new Source(bytes, offset + start, end - start, limits);
    }

    /** Whether there is nothing in it. */
    boolean isBlank() {
        for (int i = offset; i < offset + length; i++) {
            byte octet = bytes[i];
            if (octet != ' ' && octet != '\n' && octet != '\r' && octet != '\t') return false;
        }
        return true;
    }

    static @Nullable Object parse(String text, JsonLimits limits) {
        if (text.length() > limits.maxLength())
            throw JsonException.unreadable(TOO_LONG.formatted(limits.maxLength()) + " characters", limits.maxLength());
        var out = new JsonOutput(text.length() + 16);
        Utf8.appendWithSurrogates(out, text);
        try {
            return new Source(out.array(), 0, out.length(), limits).parse();
        } catch (JsonException refused) {
            throw refused.at(Utf8.charactersIn(text, refused.offset()));
        }
    }
}
