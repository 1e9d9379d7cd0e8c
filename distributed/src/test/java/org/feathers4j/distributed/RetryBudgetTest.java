package org.feathers4j.distributed;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget();

    @Test
    void a_few_retries_are_free_and_then_one_for_ten_calls() {
        for (int i = 0; i < 20; i++) assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
        int retries = 0;
        for (int i = 0; i < 1000; i++) {
            budget.earn();
            if (budget.spend()) retries++;
        }
        assertThat(retries).isEqualTo(100);
    }

    @Test
    void what_is_not_spent_does_not_grow_without_end() {
        for (int i = 0; i < 10_000; i++) budget.earn();
        for (int i = 0; i < 20; i++) assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }
}
