package org.feathers4j.cote;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all connections of one cote may keep waiting together, however many they are. Any thread takes and gives back. */
final class Budget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Budget(long most) {
        this.most = most;
    }

    /** A quarter of the heap: frames are shared by their receivers, but in the worst case none is. */
    static Budget ofThisProcess() {
        return new Budget(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Takes some; false when there are not so many left. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= most) return true;
        taken.addAndGet(-bytes);
        return false;
    }

    /** Takes some even if there are none left. */
    void insist(long bytes) {
        taken.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
