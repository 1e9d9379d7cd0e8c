package org.feathers4j.testrules;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** What the rules say about a test class. */
final class Verdict {

    private Verdict() {}

    /** The message of the class's failure; null when it passes. Its tests themselves have to pass. */
    static @Nullable String on(Class<?> testClass) {
        return on(testClass, Duration.ofMillis(100));
    }

    static @Nullable String on(Class<?> testClass, Duration timeout) {
        var failures = failuresOf(testClass, timeout);
        assertThat(failures).hasSizeLessThanOrEqualTo(1);
        return failures.isEmpty() ? null : failures.getFirst();
    }

    static List<String> failuresOf(Class<?> testClass, Duration timeout) {
        var run = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .configurationParameter(LeakDetection.TIMEOUT, timeout.toString())
                .selectors(selectClass(testClass))
                .execute();
        run.testEvents().assertStatistics(tests -> tests.succeeded(1).failed(0).skipped(0));
        return run.containerEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow().getMessage())
                .toList();
    }
}
