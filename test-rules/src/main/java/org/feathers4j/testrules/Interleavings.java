package org.feathers4j.testrules;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;

/**
 * Tries the orders in which the threads of a class can get in each other's way, one after another and not by luck. Lincheck makes small
 * programs of the operations of a model, runs each many times, and changes threads at another access of memory, lock or
 * compare-and-set each time. More of it: {@code -Dlincheck.iterations=100 -Dlincheck.invocations=3000}.
 *
 * <p>For modules that have Lincheck among their dependencies.
 */
public final class Interleavings {
    private static final int PROGRAMS = Integer.getInteger("lincheck.iterations", 8);
    private static final int ORDERS = Integer.getInteger("lincheck.invocations", 50);

    private Interleavings() {}

    /**
     * Checks that whatever the operations return could also come from calling them one after another.
     *
     * @param model public, with a constructor without parameters
     */
    public static void areLinearizable(Class<?> model) {
        options().check(model);
    }

    /**
     * Checks that all operations end, and that the rules of the model hold in the end, whatever its operations return or throw.
     *
     * @param model public, with a constructor without parameters and its rules in a method with {@code @Validate}
     */
    public static void keepTheRules(Class<?> model) {
        options().verifier(EpsilonVerifier.class).check(model);
    }

    /** The same where each thread calls one operation: for those that wait for another one. */
    public static void keepTheRulesInPairs(Class<?> model) {
        options()
                .actorsPerThread(1)
                .actorsAfter(0)
                .verifier(EpsilonVerifier.class)
                .check(model);
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .iterations(PROGRAMS)
                .invocationsPerIteration(ORDERS)
                .threads(2)
                .actorsPerThread(3)
                // what a class does once, the threads must meet in: nothing comes before them
                .actorsBefore(0)
                .actorsAfter(1);
    }
}
