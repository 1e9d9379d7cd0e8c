package org.feathers4j.socketio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A part of an array that nobody changes any more; equal to any other part with the same content.
 *
 * @param array where the bytes are
 * @param offset where they begin
 * @param length how many they are
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Octets(byte[] array, int offset, int length) {
    /** Not a single byte. */
    public static final Octets NONE = of(new byte[0]);

    /** Checks that the part is inside the array. */
    public Octets {
        if (offset < 0 || length < 0 || offset > array.length - length)
            throw new IndexOutOfBoundsException("No %d bytes at %d of %d".formatted(length, offset, array.length));
    }

    /** All bytes of the array, which must not be changed any more. */
    public static Octets of(byte[] array) {
        return new Octets(array, 0, array.length);
    }

    /** The text as UTF-8. */
    public static Octets of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The byte at an index, 0 to 255; -1 beyond the end. */
    int at(int index) {
        return index < length ? array[offset + index] & 0xFF : -1;
    }

    /** What comes after the first bytes. */
    Octets from(int start) {
        return new Octets(array, offset + start, length - start);
    }

    /** The bytes from a start up to an end. */
    Octets part(int start, int end) {
        return new Octets(array, offset + start, end - start);
    }

    /** Where a byte is met first, from an index on; the length when it is nowhere. */
    int indexOf(int octet, int from) {
        int index = from;
        while (index < length && array[offset + index] != (byte) octet) index++;
        return index;
    }

    /** The text, read as UTF-8. */
    public String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** The bytes in an array of their own; the original when that has no others. */
    public byte[] bytes() {
        return length == array.length ? array : Arrays.copyOfRange(array, offset, offset + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets(byte[] bytes, int start, int count)
                && Arrays.equals(array, offset, offset + length, bytes, start, start + count);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) hash = 31 * hash + array[i];
        return hash;
    }

    /** The beginning as text: what clients send may be long, and secret. */
    @Override
    public String toString() {
        int shown = Math.min(length, 40);
        return "%s%s (%d bytes)".formatted(part(0, shown).text(), shown < length ? "..." : "", length);
    }
}
