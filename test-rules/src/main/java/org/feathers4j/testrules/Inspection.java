package org.feathers4j.testrules;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** All rules on one test class: watches from its making until it is closed, and closing it gives the verdict. */
final class Inspection implements AutoCloseable {

    private final String testClass;
    private final Duration patience;
    private final List<Watch> watches;

    Inspection(String testClass, List<Rule> rules, Duration patience) {
        this.testClass = testClass;
        this.patience = patience;
        this.watches = rules.stream().map(Rule::watch).toList();
    }

    /** @throws AssertionError if anything is left behind; names the class and every leftover */
    @Override
    public void close() {
        List<String> leftovers;
        try {
            leftovers = watches.stream()
                    .flatMap(watch -> watch.leftovers(patience).stream())
                    .toList();
        } finally {
            watches.forEach(Watch::close);
        }
        if (!leftovers.isEmpty()) {
            throw new AssertionError(
                    testClass + " leaves behind:" + leftovers.stream().collect(Collectors.joining("\n- ", "\n- ", "")));
        }
    }
}
