package org.feathers4j.distributed;

import java.util.Map;

import org.feathers4j.UnitOfWork;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Params of a call within a transaction, on their way to another application. */
class TransactionParamTest {
    /** Has a JSON form, which must not be sent: a peer would take it for a transaction of its own. */
    public static final class Work implements UnitOfWork {
        public String getState() {
            return "begun";
        }

        @Override
        public void afterCommit(Runnable action) {}
    }

    @Test
    void a_transaction_stays_in_its_process() {
        assertThat(PlainValues.data(Map.of(UnitOfWork.PARAM, new Work(), "note", "goes on")))
                .isEqualTo(Map.of("note", "goes on"));
    }
}
