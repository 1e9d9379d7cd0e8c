package org.feathers4j.cote;

/** How much a cote accepts from peers, and queues for them; {@link CoteOptions.Builder} says what the limits mean. */
record CoteLimits(int maxFrameBytes, int maxQueuedBytes, int maxConnections, int maxNodes) {
    /** 100 MiB in a frame, 128 MiB or an eighth of the heap in a queue, 10 000 connections, 20 000 nodes. */
    static final CoteLimits DEFAULT = new CoteLimits(
            100 << 20,
            (int) Math.min(128 << 20, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 8)),
            10_000,
            20_000);

    private static final int SMALLEST_FRAME = 1024;

    CoteLimits {
        if (maxFrameBytes < SMALLEST_FRAME)
            throw new IllegalArgumentException(
                    "maxFrameBytes %d must be at least %d".formatted(maxFrameBytes, SMALLEST_FRAME));
        if (maxQueuedBytes < SMALLEST_FRAME)
            throw new IllegalArgumentException(
                    "maxQueuedBytes %d must be at least %d".formatted(maxQueuedBytes, SMALLEST_FRAME));
        if (maxConnections < 1)
            throw new IllegalArgumentException("maxConnections %d must be at least 1".formatted(maxConnections));
        if (maxNodes < 1) throw new IllegalArgumentException("maxNodes %d must be at least 1".formatted(maxNodes));
    }
}
