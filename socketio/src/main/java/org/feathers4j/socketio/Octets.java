package org.feathers4j.socketio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable part of an array; equal to any other part with the same content.
 *
 * @param array the array; never changed
 * @param offset index of the first byte
 * @param length the number of bytes
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Octets(byte[] array, int offset, int length) {
    /** No bytes. */
    public static final Octets NONE = of(new byte[0]);

    /** Checks that the part is inside the array. */
    public Octets {
        if (offset < 0 || length < 0 || offset > array.length - length)
            throw new IndexOutOfBoundsException("No %d bytes at %d of %d".formatted(length, offset, array.length));
    }

    /** All bytes of an array, which must not be changed afterwards. */
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

    /** The bytes from an index on. */
    Octets from(int start) {
        return new Octets(array, offset + start, length - start);
    }

    /** The bytes between two indices. */
    Octets part(int start, int end) {
        return new Octets(array, offset + start, end - start);
    }

    /** The first index of a byte, from an index on; the length when there is none. */
    int indexOf(int octet, int from) {
        int index = from;
        while (index < length && array[offset + index] != (byte) octet) index++;
        return index;
    }

    /** The text, read as UTF-8. */
    public String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** The bytes as an array; the original array when the part is all of it. */
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

    /** The beginning only: data of clients may be long, and secret. */
    @Override
    public String toString() {
        int shown = Math.min(length, 40);
        return "%s%s (%d bytes)".formatted(part(0, shown).text(), shown < length ? "..." : "", length);
    }
}
