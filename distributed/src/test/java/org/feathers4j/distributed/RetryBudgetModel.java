package org.feathers4j.distributed;

import java.util.concurrent.atomic.AtomicInteger;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** A budget for one retry that is nearly used up, and calls that earn and spend. */
public final class RetryBudgetModel {
    private static final int BEGINNING = 200;
    private static final int COST = 10;

    private final RetryBudget budget = new RetryBudget();
    private final AtomicInteger earned = new AtomicInteger();
    private final AtomicInteger spent = new AtomicInteger();

    public RetryBudgetModel() {
        while (BEGINNING - spent.get() > COST) spend();
    }

    @Operation
    public void earn() {
        earned.incrementAndGet();
        budget.earn();
    }

    @Operation
    public boolean spend() {
        boolean paid = budget.spend();
        if (paid) spent.addAndGet(COST);
        return paid;
    }

    @Validate
    public void rules() {
        while (spend()) {
            // until nothing is left
        }
        if (spent.get() > BEGINNING + earned.get()) throw new AssertionError("spent " + spent + ", earned " + earned);
        if (spent.get() < BEGINNING) throw new AssertionError("lost: spent only " + spent);
    }
}
