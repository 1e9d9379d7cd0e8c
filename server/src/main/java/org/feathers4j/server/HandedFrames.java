package org.feathers4j.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.feathers4j.socketioserver.SocketFrame;
import org.feathers4j.socketioserver.SocketState;
import org.jspecify.annotations.Nullable;

/**
 * What many clients were sent, in messages that hold each event once, as the clients of a channel were sent the same: a message
 * lists events, and for each session the runs of that list that its client got, as {@code [first, count, first, count, ...]}.
 * Belongs to one thread.
 */
final class HandedFrames {
    /** A message is sent when its events are this long, roughly. */
    private static final int AT_ONCE = 500_000;

    private static final int MAX_SESSIONS = 2_000;

    private final Consumer<Map<String, @Nullable Object>> messages;
    private final IdentityHashMap<SocketFrame, Integer> places = new IdentityHashMap<>();
    private final List<@Nullable Object> events = new ArrayList<>();
    private final List<@Nullable Object> sessions = new ArrayList<>();
    private List<SocketFrame> before = List.of();
    private List<Integer> runsBefore = List.of();
    private long bytes;

    private HandedFrames(Consumer<Map<String, @Nullable Object>> messages) {
        this.messages = messages;
    }

    /**
     * Makes as many messages as are needed.
     *
     * @param messages gets the members {@code events} and {@code sessions} of each
     */
    static void write(List<SocketState> states, Consumer<Map<String, @Nullable Object>> messages) {
        var writing = new HandedFrames(messages);
        // so that those who got the same come after each other
        states.stream().sorted(Comparator.comparingInt(HandedFrames::kind)).forEach(writing::add);
        writing.flush();
    }

    private static int kind(SocketState state) {
        return state.frames().isEmpty()
                ? 0
                : System.identityHashCode(state.frames().getLast());
    }

    private void add(SocketState state) {
        if (!isSame(state.frames(), before)) {
            long more = newBytes(state.frames());
            if (more > 0 && bytes + more > AT_ONCE) flush();
            before = state.frames();
            runsBefore = runs(before);
        }
        var session = new LinkedHashMap<String, @Nullable Object>();
        session.put("pid", state.pid());
        session.put("isWhole", state.isWhole());
        session.put("runs", runsBefore);
        sessions.add(session);
        if (sessions.size() == MAX_SESSIONS) flush();
    }

    private static boolean isSame(List<SocketFrame> one, List<SocketFrame> other) {
        if (one.size() != other.size()) return false;
        // events that are shared are the same object
        for (int i = one.size() - 1; i >= 0; i--) if (!isSame(one.get(i), other.get(i))) return false;
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // as IdentityHashMap has it
    private static boolean isSame(SocketFrame one, SocketFrame other) {
        return one == other;
    }

    private long newBytes(List<SocketFrame> frames) {
        long more = 0;
        for (SocketFrame frame : frames) if (!places.containsKey(frame)) more += frame.bytes();
        return more;
    }

    private List<Integer> runs(List<SocketFrame> frames) {
        var runs = new ArrayList<Integer>();
        int first = 0;
        int count = 0;
        for (SocketFrame frame : frames) {
            int place = place(frame);
            if (count > 0 && place == first + count) {
                count++;
                continue;
            }
            if (count > 0) {
                runs.add(first);
                runs.add(count);
            }
            first = place;
            count = 1;
        }
        if (count > 0) {
            runs.add(first);
            runs.add(count);
        }
        return runs;
    }

    private int place(SocketFrame frame) {
        Integer present = places.get(frame);
        if (present != null) return present;
        int place = events.size();
        places.put(frame, place);
        events.add(frame.toJson());
        bytes += frame.bytes();
        return place;
    }

    private void flush() {
        if (sessions.isEmpty()) return;
        var message = new LinkedHashMap<String, @Nullable Object>();
        message.put("events", List.copyOf(events));
        message.put("sessions", List.copyOf(sessions));
        messages.accept(message);
        places.clear();
        events.clear();
        sessions.clear();
        before = List.of();
        runsBefore = List.of();
        bytes = 0;
    }

    /**
     * The events of a message.
     *
     * @throws FeathersException BadRequest when a replica has sent something else
     */
    static List<SocketFrame> events(@Nullable Object json) {
        try {
            return HandedSession.list(json).stream().map(SocketFrame::ofJson).toList();
        } catch (IllegalArgumentException e) {
            throw FeathersException.badRequest(
                            "A message about sessions has events that cannot be read: %s", e.getMessage())
                    .withCause(e);
        }
    }

    /**
     * The events of a session.
     *
     * @param most how many there may be
     * @throws FeathersException BadRequest when the runs lead elsewhere
     */
    static List<SocketFrame> read(List<SocketFrame> events, @Nullable Object runs, int most) {
        var frames = new ArrayList<SocketFrame>();
        List<?> numbers = HandedSession.list(runs);
        for (int i = 0; i + 1 < numbers.size(); i += 2) {
            long first = SessionReceiver.number(numbers.get(i));
            long count = SessionReceiver.number(numbers.get(i + 1));
            if (first < 0
                    || count < 0
                    || first > events.size()
                    || count > events.size() - first
                    || frames.size() + count > most)
                throw FeathersException.badRequest("A message about sessions refers to events that it does not have");
            frames.addAll(events.subList((int) first, (int) (first + count)));
        }
        return frames;
    }
}
