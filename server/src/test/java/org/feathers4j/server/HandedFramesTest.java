package org.feathers4j.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.SocketFrame;
import org.feathers4j.socketioserver.SocketState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandedFramesTest {
    private static SocketFrame frame(int number) {
        return SocketFrame.ofJson(
                Map.of("text", "42[\"created\",%d,\"a:%d\"]".formatted(number, number), "offset", "a:" + number));
    }

    private static List<SocketFrame> frames(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(HandedFramesTest::frame)
                .toList();
    }

    private static SocketState state(String pid, List<SocketFrame> frames) {
        return new SocketState(pid, "id of " + pid, true, frames);
    }

    private static List<Map<String, @Nullable Object>> messages(SocketState... states) {
        var messages = new ArrayList<Map<String, @Nullable Object>>();
        HandedFrames.write(
                List.of(states), message -> messages.add(HandedSession.object(Json.parse(Json.text(message)))));
        return messages;
    }

    private static List<Object> texts(List<SocketFrame> frames) {
        return frames.stream().<Object>map(SocketFrame::toJson).toList();
    }

    private static @Nullable List<Object> received(List<Map<String, @Nullable Object>> messages, String pid) {
        for (Map<String, @Nullable Object> message : messages)
            for (Object each : HandedSession.list(message.get("sessions"))) {
                Map<String, @Nullable Object> session = HandedSession.object(each);
                if (pid.equals(session.get("pid")))
                    return texts(
                            HandedFrames.read(HandedFrames.events(message.get("events")), session.get("runs"), 10_000));
            }
        return null;
    }

    @Test
    void everybody_gets_what_they_were_sent() {
        List<SocketFrame> room = frames(0, 100);
        List<SocketFrame> other = frames(1000, 50);
        var mixed = new ArrayList<>(room.subList(40, 60));
        mixed.addAll(other.subList(10, 20));
        mixed.add(room.get(99));
        var messages = messages(
                state("a", room),
                state("b", other),
                state("c", room.subList(50, 100)),
                state("d", mixed),
                state("e", List.of()),
                state("f", room));
        assertThat(received(messages, "a")).isEqualTo(texts(room));
        assertThat(received(messages, "b")).isEqualTo(texts(other));
        assertThat(received(messages, "c")).isEqualTo(texts(room.subList(50, 100)));
        assertThat(received(messages, "d")).isEqualTo(texts(mixed));
        assertThat(received(messages, "e")).isEmpty();
        assertThat(received(messages, "f")).isEqualTo(texts(room));
    }

    @Test
    void an_event_for_many_is_written_once() {
        List<SocketFrame> room = frames(0, 500);
        var states =
                IntStream.range(0, 1000).mapToObj(i -> state("pid " + i, room)).toArray(SocketState[]::new);
        var messages = messages(states);
        assertThat(messages).hasSize(1);
        assertThat(HandedSession.list(messages.getFirst().get("events"))).hasSize(500);
    }

    @Test
    void different_events_go_into_messages_of_limited_size() {
        var states = IntStream.range(0, 100)
                .mapToObj(i -> state("pid " + i, frames(i * 1000, 1000)))
                .toArray(SocketState[]::new);
        var messages = messages(states);
        assertThat(messages)
                .allSatisfy(message -> assertThat(Json.text(message).length()).isLessThan(2_000_000));
        for (int i = 0; i < 100; i++)
            assertThat(received(messages, "pid " + i)).isEqualTo(texts(frames(i * 1000, 1000)));
    }

    @Test
    void runs_that_lead_elsewhere_are_refused() {
        List<SocketFrame> events = frames(0, 3);
        for (List<?> runs : List.of(
                List.of(-1, 1),
                List.of(0, -1),
                List.of(0, 4),
                List.of(3, 1),
                List.of(4, 0),
                List.of(0, 2, 0, 3),
                List.of(0, Long.MAX_VALUE),
                List.of("a", 1)))
            assertThatExceptionOfType(FeathersException.class)
                    .as("%s", runs)
                    .isThrownBy(() -> HandedFrames.read(events, runs, 4));
        assertThat(HandedFrames.read(events, List.of(0, 2, 1, 2), 4)).hasSize(4);
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> HandedFrames.events(List.of(Map.of("text", "no frame"))));
    }
}
