package org.feathers4j.distributed;

import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Choices made by the bytes of an input, so that a fuzzer can find out what each does: one byte for each. What is chosen
 * after the last one is the same for all inputs.
 */
final class Choices implements RandomGenerator {
    private static final int BYTE = 1 << Byte.SIZE;

    private final byte[] input;
    private final Random rest = new Random(0);
    private int next;

    Choices(byte[] input) {
        this.input = input;
    }

    private int nextByte() {
        return next < input.length ? input[next++] & 0xFF : rest.nextInt(BYTE);
    }

    @Override
    public boolean nextBoolean() {
        return nextByte() < BYTE / 2;
    }

    @Override
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    @Override
    public long nextLong(long bound) {
        int choice = nextByte();
        return bound <= BYTE ? choice % bound : choice * bound / BYTE;
    }

    @Override
    public long nextLong() {
        throw new UnsupportedOperationException("choices have bounds");
    }
}
