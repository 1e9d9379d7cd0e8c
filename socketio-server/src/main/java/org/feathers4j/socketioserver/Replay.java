package org.feathers4j.socketioserver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** The last events that were sent to a client, the oldest first, as many as a limit of bytes allows. Not safe for several threads. */
final class Replay {
    private final ArrayDeque<SocketFrame> frames = new ArrayDeque<>();
    private final int maxBytes;
    private long bytes;
    private boolean isWhole = true;

    Replay(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(SocketFrame frame) {
        frames.add(frame);
        bytes += frame.bytes();
        while (bytes > maxBytes) {
            bytes -= frames.remove().bytes();
            isWhole = false;
        }
    }

    /** Whether these are all events there were. */
    boolean isWhole() {
        return isWhole;
    }

    List<SocketFrame> frames() {
        return List.copyOf(frames);
    }

    /** Puts events in front of those that are here, which must be whole, and drops those that would be there twice. */
    void prepend(List<SocketFrame> earlier, boolean isWholeWithThem, Predicate<String> isDouble) {
        List<SocketFrame> own = frames();
        frames.clear();
        bytes = 0;
        isWhole = isWholeWithThem;
        earlier.forEach(this::add);
        for (SocketFrame frame : own) {
            String offset = frame.offset();
            if (offset == null || !isDouble.test(offset)) add(frame);
        }
    }

    /**
     * What follows the event with this offset.
     *
     * @param offset of the last event that the client has got; null when it has got none
     * @return null when that is not known any more
     */
    @Nullable
    List<SocketFrame> after(@Nullable String offset) {
        if (offset == null) return isWhole ? new ArrayList<>(frames) : null;
        var missed = new ArrayList<SocketFrame>();
        for (var newest = frames.descendingIterator(); newest.hasNext(); ) {
            SocketFrame frame = newest.next();
            if (offset.equals(frame.offset())) return missed.reversed();
            missed.add(frame);
        }
        return null;
    }
}
