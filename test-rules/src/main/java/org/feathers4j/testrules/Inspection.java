package org.feathers4j.testrules;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** All rules on one test class: watches from its making until it is closed, and closing it gives the verdict. */
final class Inspection implements AutoCloseable {

    private final String testClass;
    private final Duration timeout;
    private final List<Watch> watches;

    Inspection(String testClass, List<Rule> rules, Duration timeout) {
        this.testClass = testClass;
        this.timeout = timeout;
        this.watches = rules.stream().map(Rule::watch).toList();
    }

    /** @throws AssertionError if anything is left behind; names the class and every leftover */
    @Override
    public void close() {
        List<String> leftovers;
        try {
            leftovers = watches.stream()
                    .flatMap(watch -> watch.leftovers(timeout).stream())
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
