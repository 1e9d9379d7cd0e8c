package org.feathers4j.sse;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayTest {
    private final Replay replay = new Replay(30);

    private void add(long from, long to) {
        for (long number = from; number <= to; number++)
            replay.add(new NumberedEvent(number, new SseEvent(new byte[10])));
    }

    private @Nullable List<Long> after(long number) {
        List<NumberedEvent> missed = replay.after(number);
        return missed == null
                ? null
                : missed.stream().map(NumberedEvent::number).toList();
    }

    @Test
    void it_keeps_as_many_events_as_fit() {
        assertThat(after(0)).isEmpty();
        assertThat(after(1)).isNull();
        add(1, 3);
        assertThat(after(0)).containsExactly(1L, 2L, 3L);
        add(4, 5);
        assertThat(after(5)).isEmpty();
        assertThat(after(3)).containsExactly(4L, 5L);
        assertThat(after(2)).containsExactly(3L, 4L, 5L);
        assertThat(after(1)).isNull();
        assertThat(after(6)).isNull();
        assertThat(after(-1)).isNull();
    }

    @Test
    void an_event_that_is_too_large_is_not_kept_and_nothing_before_it() {
        add(1, 2);
        replay.add(new NumberedEvent(3, new SseEvent(new byte[31])));
        assertThat(after(2)).isNull();
        assertThat(after(3)).isEmpty();
    }
}
