package org.feathers4j.json;

import java.util.Arrays;

/**
 * Bytes that grow as they are written: where {@link Json#write} puts JSON, and where a protocol puts its own bytes before and
 * after, so that a whole frame or body is built in one array.
 *
 * <p>Reusable after {@link #clear()}. For one thread at a time.
 */
public final class JsonOutput {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int length;

    /** An empty output with room for a small value. */
    public JsonOutput() {
        this(256);
    }

    /**
     * An empty output.
     *
     * @param capacity bytes to make room for at first; it grows when needed
     */
    public JsonOutput(int capacity) {
        bytes = new byte[capacity];
    }

    /** Appends one byte, the low eight bits of the value. */
    public JsonOutput octet(int value) {
        room(1)[length++] = (byte) value;
        return this;
    }

    /** Appends four bytes, the highest first. */
    public JsonOutput int32(int value) {
        room(4);
        length += 4;
        return int32At(length - 4, value);
    }

    /**
     * Overwrites four bytes that are already there, the highest first: for a length that is known only afterwards.
     *
     * @param position bytes from the start
     */
    public JsonOutput int32At(int position, int value) {
        if (position < 0 || position > length - 4)
            throw new IndexOutOfBoundsException("No four bytes at %d of %d".formatted(position, length));
        bytes[position] = (byte) (value >>> 24);
        bytes[position + 1] = (byte) (value >>> 16);
        bytes[position + 2] = (byte) (value >>> 8);
        bytes[position + 3] = (byte) value;
        return this;
    }

    /** Appends all the given bytes. */
    public JsonOutput bytes(byte[] source) {
        return bytes(source, 0, source.length);
    }

    /** Appends a part of the given bytes. */
    public JsonOutput bytes(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, room(count), length, count);
        length += count;
        return this;
    }

    /** Appends a text as UTF-8, without quotes and escapes; a lone surrogate becomes U+FFFD as in Node's {@code Buffer.from}. */
    public JsonOutput utf8(String text) {
        Utf8.append(this, text);
        return this;
    }

    /** Appends characters below U+0080. */
    void ascii(String text) {
        int count = text.length();
        byte[] target = room(count);
        int at = length;
        for (int i = 0; i < count; i++) target[at + i] = (byte) text.charAt(i);
        length = at + count;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** Drops the content, and keeps the capacity. */
    public void clear() {
        length = 0;
    }

    /** Drops the content from this position on. */
    public void truncate(int position) {
        if (position < 0 || position > length)
            throw new IndexOutOfBoundsException("No position %d in %d bytes".formatted(position, length));
        length = position;
    }

    /** A copy of the written bytes. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** The written bytes, without copying: the first {@link #length()} bytes of this array, until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** The array, with room for so many bytes more after {@link #length()}; the caller that fills it calls {@link #filledTo}. */
    byte[] room(int more) {
        if (more > bytes.length - length) grow(more);
        return bytes;
    }

    void filledTo(int end) {
        length = end;
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > LARGEST) throw JsonException.unwritable("longer than 2 GiB");
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed, 2L * bytes.length)));
    }
}
