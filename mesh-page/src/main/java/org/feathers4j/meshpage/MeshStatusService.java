package org.feathers4j.meshpage;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.distributed.MeshStatus;
import org.jspecify.annotations.Nullable;

/**
 * Answers with the picture of the mesh, made at most twice a second however many clients look. While one call makes it,
 * the rest get the one before. Safe for all threads.
 */
final class MeshStatusService implements Service.Finds {
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private final Supplier<MeshStatus> status;
    private final LongSupplier nanos;
    private final AtomicBoolean making = new AtomicBoolean();
    private volatile @Nullable Made latest;

    private record Made(Map<String, @Nullable Object> picture, long at) {}

    MeshStatusService(Supplier<MeshStatus> status, LongSupplier nanos) {
        this.status = status;
        this.nanos = nanos;
    }

    @Override
    public Object find(Params params) {
        Made present = latest;
        if (present == null) return make();
        if (nanos.getAsLong() - present.at() < SHORTEST.toNanos() || !making.compareAndSet(false, true))
            return present.picture();
        try {
            return make();
        } finally {
            making.set(false);
        }
    }

    private Map<String, @Nullable Object> make() {
        var made = new Made(Picture.of(status.get()), nanos.getAsLong());
        latest = made;
        return made.picture();
    }
}
