package org.feathers4j.interop.ledger;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a ledger notes, and how {@code elle-cli} reads it. */
class LedgerTest {

    @Test
    void every_operation_has_a_beginning_and_an_end() {
        var ledger = new Ledger(e -> e instanceof IllegalStateException ? Entry.Type.FAIL : Entry.Type.INFO);
        var client = ledger.client();
        var other = ledger.client();
        assertThat(client.append(1, 7, () -> {})).isEqualTo(Entry.Type.OK);
        assertThat(other.read(1, () -> List.of(7, 8))).isEqualTo(Entry.Type.OK);
        assertThat(client.append(2, 9, () -> {
                    throw new IllegalStateException("refused");
                }))
                .isEqualTo(Entry.Type.FAIL);
        assertThat(client.read(2, () -> {
                    throw new UnsupportedOperationException("lost");
                }))
                .isEqualTo(Entry.Type.INFO);
        assertThat(client.append(2, 10, () -> {})).isEqualTo(Entry.Type.OK);
        assertThat(ledger.edn().replaceAll(":time \\d+", ":time 0")).isEqualTo("""
                {:index 0, :time 0, :process 0, :type :invoke, :f :txn, :value [[:append 1 7]]}
                {:index 1, :time 0, :process 0, :type :ok, :f :txn, :value [[:append 1 7]]}
                {:index 2, :time 0, :process 1, :type :invoke, :f :txn, :value [[:r 1 nil]]}
                {:index 3, :time 0, :process 1, :type :ok, :f :txn, :value [[:r 1 [7 8]]]}
                {:index 4, :time 0, :process 0, :type :invoke, :f :txn, :value [[:append 2 9]]}
                {:index 5, :time 0, :process 0, :type :fail, :f :txn, :value [[:append 2 9]]}
                {:index 6, :time 0, :process 0, :type :invoke, :f :txn, :value [[:r 2 nil]]}
                {:index 7, :time 0, :process 0, :type :info, :f :txn, :value [[:r 2 nil]]}
                {:index 8, :time 0, :process 2, :type :invoke, :f :txn, :value [[:append 2 10]]}
                {:index 9, :time 0, :process 2, :type :ok, :f :txn, :value [[:append 2 10]]}
                """);
    }
}
