package org.feathers4j.testrules;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;

/**
 * Netty's buffers must be released.
 *
 * <p>Netty tells about a buffer that was dropped instead when it has been collected and the next one is made; both are brought
 * about here. Where Netty is not on the class path nothing is done.
 */
final class NettyBuffers implements Rule {

    static final String LEAK_LOGGER = "io.netty.util.ResourceLeakDetector";

    private static final String ALLOCATOR = "io.netty.buffer.ByteBufAllocator";
    private static final Duration LONGEST_COLLECTION = Duration.ofSeconds(30);

    @Override
    public Watch watch() {
        var tap = new LogTap(LEAK_LOGGER, event -> event.getLevel().isGreaterOrEqual(Level.ERROR));
        return new Watch() {
            @Override
            public List<String> leftovers(Duration timeout) {
                provokeReports();
                return tap.collected();
            }

            @Override
            public void close() {
                tap.close();
            }
        };
    }

    private static void provokeReports() {
        try {
            var allocator = Class.forName(ALLOCATOR);
            collectGarbage();
            Object buffer = allocator
                    .getMethod("directBuffer", int.class)
                    .invoke(allocator.getField("DEFAULT").get(null), 1);
            Class.forName("io.netty.util.ReferenceCounted").getMethod("release").invoke(buffer);
        } catch (ClassNotFoundException e) {
            // no Netty, no buffers
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Netty's buffer allocator is not what it used to be", e);
        }
    }

    /**
     * Returns when everything that was garbage before has reached its reference queue.
     *
     * <p>One collection is not enough: the JVM hands what a collection found to the queues one by one, in no certain order, so
     * a fresh piece of garbage may arrive before an older one. But it hands out all of a collection before it turns to the
     * next: when the second piece has arrived, everything found with the first has.
     */
    private static void collectGarbage() {
        collectOnce();
        collectOnce();
    }

    private static void collectOnce() {
        var found = new ReferenceQueue<Object>();
        var garbage = new WeakReference<>(new Object(), found);
        System.gc();
        try {
            if (found.remove(LONGEST_COLLECTION.toMillis()) == null) {
                throw new IllegalStateException("No garbage was collected within " + LONGEST_COLLECTION);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Reference.reachabilityFence(garbage);
        }
    }
}
