package org.feathers4j.interop;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.testrules.Heap;
import org.jspecify.annotations.Nullable;

/**
 * What a process holds.
 *
 * @param files and sockets
 * @param heap bytes of objects that are in use
 */
record Held(int threads, int files, long heap) {

    /** What this process holds. */
    static Held now() {
        return new Held(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                Objects.requireNonNullElse(new File("/proc/self/fd").list(), new String[0]).length,
                Heap.inUse());
    }

    Map<String, Object> json() {
        return Map.of("threads", threads, "files", files, "heap", heap);
    }

    static Held of(Map<String, @Nullable Object> json) {
        return new Held((int) number(json, "threads"), (int) number(json, "files"), number(json, "heap"));
    }

    private static long number(Map<String, @Nullable Object> json, String name) {
        return json.get(name) instanceof Number number ? number.longValue() : -1;
    }
}
