package org.feathers4j.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash XXH64 with seed 0, as its specification says (doc/xxhash_spec.md of xxHash): four accumulators of 64 bits, so that a core works on 32 bytes at a time. Fast, the same on
 * every machine, and not cryptographic: a collision can be constructed. Pure, for any thread.
 */
final class XxHash64 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    /** The sum wraps around, which Error Prone refuses in a constant expression. */
    private static final long P1_PLUS_P2 = 0x60EA27EEADC0B5D6L;

    private static final int STRIPE = 32;

    private XxHash64() {}

    /** The hash of the first bytes of an array. */
    static long of(byte[] bytes, int length) {
        int stripes = length - length % STRIPE;
        long hash = stripes == 0 ? P5 : stripes(bytes, stripes);
        return avalanche(tail(bytes, stripes, length, hash + length));
    }

    private static long stripes(byte[] bytes, int end) {
        long a = P1_PLUS_P2;
        long b = P2;
        long c = 0;
        long d = -P1;
        for (int i = 0; i < end; i += STRIPE) {
            a = round(a, (long) LONG.get(bytes, i));
            b = round(b, (long) LONG.get(bytes, i + 8));
            c = round(c, (long) LONG.get(bytes, i + 16));
            d = round(d, (long) LONG.get(bytes, i + 24));
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        return merge(merge(merge(merge(hash, a), b), c), d);
    }

    private static long tail(byte[] bytes, int start, int end, long begun) {
        long hash = begun;
        int i = start;
        for (; i + 8 <= end; i += 8) hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(bytes, i)), 27) * P1 + P4;
        if (i + 4 <= end) {
            hash = Long.rotateLeft(hash ^ Integer.toUnsignedLong((int) INT.get(bytes, i)) * P1, 23) * P2 + P3;
            i += 4;
        }
        for (; i < end; i++) hash = Long.rotateLeft(hash ^ (bytes[i] & 0xFF) * P5, 11) * P1;
        return hash;
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * P2, 31) * P1;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * P1 + P4;
    }

    private static long avalanche(long tail) {
        long hash = (tail ^ tail >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }
}
