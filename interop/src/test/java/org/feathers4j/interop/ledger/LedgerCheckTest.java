package org.feathers4j.interop.ledger;

import java.util.ArrayList;
import java.util.List;

import org.feathers4j.interop.ledger.Operation.Append;
import org.feathers4j.interop.ledger.Operation.Read;
import org.feathers4j.interop.ledger.Violation.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Histories by hand, right and wrong. The list has the key 1; two processes write the values 1, 2 and 3 and read. */
class LedgerCheckTest {

    private final List<Entry> history = new ArrayList<>();

    @Test
    void what_is_acknowledged_and_stored_once_is_right() {
        ok(0, append(1));
        ok(0, read(1));
        ok(1, append(2));
        ok(0, read(1, 2));
        assertThat(check(1, 2)).isEmpty();
    }

    @Test
    void a_write_in_doubt_may_be_there_or_not_and_may_come_late() {
        note(0, Entry.Type.INVOKE, append(1));
        note(0, Entry.Type.INFO, append(1));
        ok(1, append(2));
        assertThat(check(2)).isEmpty();
        assertThat(check(1, 2)).isEmpty();
        assertThat(check(2, 1)).isEmpty();
    }

    @Test
    void operations_at_the_same_time_may_take_effect_in_any_order() {
        note(0, Entry.Type.INVOKE, append(1));
        note(1, Entry.Type.INVOKE, append(2));
        note(2, Entry.Type.INVOKE, read());
        note(0, Entry.Type.OK, append(1));
        note(1, Entry.Type.OK, append(2));
        assertThat(check(1, 2)).isEmpty();
        assertThat(check(2, 1)).isEmpty();
        note(2, Entry.Type.OK, read());
        assertThat(check(2, 1)).isEmpty();
    }

    @Test
    void a_write_that_ran_twice_is_found() {
        ok(0, append(1));
        ok(0, append(2));
        assertThat(check(1, 2, 1)).containsExactly(Kind.WRITE_RAN_TWICE);
    }

    @Test
    void an_acknowledged_write_that_is_gone_is_found() {
        ok(0, append(1));
        ok(0, append(2));
        assertThat(check(2)).containsExactly(Kind.ACKNOWLEDGED_WRITE_GONE);
    }

    @Test
    void a_refused_write_that_ran_is_found() {
        note(0, Entry.Type.INVOKE, append(1));
        note(0, Entry.Type.FAIL, append(1));
        assertThat(check()).isEmpty();
        assertThat(check(1)).containsExactly(Kind.REFUSED_WRITE_RAN);
    }

    @Test
    void a_value_that_no_client_wrote_or_wrote_elsewhere_is_found() {
        ok(0, append(1));
        assertThat(check(1, 9)).containsExactly(Kind.UNKNOWN_WRITE);
        ok(0, new Append(2, 2));
        assertThat(check(1, 2)).containsExactly(Kind.UNKNOWN_WRITE);
    }

    @Test
    void a_read_of_what_was_never_there_is_found() {
        ok(0, append(1));
        ok(0, append(2));
        ok(0, read(2, 1));
        assertThat(check(1, 2)).containsExactly(Kind.WRONG_READ);
    }

    @Test
    void a_read_of_more_than_is_left_is_found() {
        note(0, Entry.Type.INVOKE, append(1));
        note(0, Entry.Type.INFO, append(1));
        ok(1, read(1));
        assertThat(check()).containsExactly(Kind.WRONG_READ);
    }

    @Test
    void a_read_without_a_write_that_was_acknowledged_before_it_began_is_found() {
        ok(0, append(1));
        ok(1, read());
        assertThat(check(1)).containsExactly(Kind.STALE);
    }

    @Test
    void a_read_without_what_an_earlier_read_had_seen_is_found() {
        note(0, Entry.Type.INVOKE, append(1));
        ok(1, read(1));
        ok(1, read());
        note(0, Entry.Type.INFO, append(1));
        assertThat(check(1)).containsExactly(Kind.STALE);
    }

    @Test
    void a_write_that_took_effect_before_it_began_is_found() {
        ok(0, append(1));
        note(0, Entry.Type.INVOKE, append(2));
        note(0, Entry.Type.INFO, append(2));
        assertThat(check(2, 1)).containsExactly(Kind.STALE);
    }

    @Test
    void events_that_come_once_and_in_the_order_of_each_emitter_are_right_and_lost_ones_are_told() {
        var store = List.of(new Stored(1, 1, "a", 1), new Stored(1, 2, "b", 1), new Stored(1, 3, "a", 2));
        var heard = List.of(new Heard("b", 1, 2), new Heard("a", 1, 1), new Heard("a", 2, 3));
        assertThat(LedgerCheck.events(heard, store)).isEmpty();
        assertThat(LedgerCheck.unheard(heard, store)).isEmpty();
        assertThat(LedgerCheck.unheard(heard.subList(0, 2), store)).containsExactly(store.get(2));
    }

    @Test
    void an_event_that_comes_twice_late_or_without_a_write_is_found() {
        var store = List.of(new Stored(1, 1, "a", 1), new Stored(1, 2, "a", 2));
        var first = new Heard("a", 1, 1);
        var second = new Heard("a", 2, 2);
        assertThat(events(store, first, second, second)).containsExactly(Kind.EVENT_TWICE);
        assertThat(events(store, first, second, first)).containsExactly(Kind.EVENT_TWICE);
        assertThat(events(store, second, first)).containsExactly(Kind.EVENT_OUT_OF_ORDER);
        assertThat(events(store, first, second, new Heard("a", 3, 3))).containsExactly(Kind.EVENT_WITHOUT_WRITE);
    }

    private static List<Kind> events(List<Stored> store, Heard... heard) {
        return LedgerCheck.events(List.of(heard), store).stream()
                .map(Violation::kind)
                .toList();
    }

    /** What is wrong with the history when these values are in list 1 in the end. */
    private List<Kind> check(Integer... values) {
        var store = new ArrayList<Stored>();
        for (int value : values) store.add(new Stored(1, value, "a", store.size() + 1));
        return LedgerCheck.history(history, store).stream().map(Violation::kind).toList();
    }

    private void ok(int process, Operation operation) {
        note(
                process,
                Entry.Type.INVOKE,
                operation instanceof Read(int key, var values) ? new Read(key, null) : operation);
        note(process, Entry.Type.OK, operation);
    }

    private void note(int process, Entry.Type type, Operation operation) {
        history.add(new Entry(history.size(), history.size(), process, type, operation));
    }

    private static Append append(int value) {
        return new Append(1, value);
    }

    private static Read read(Integer... values) {
        return new Read(1, List.of(values));
    }
}
