package org.feathers4j.testrules;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that leaves a thread, a socket or a buffer behind, blocks an event loop, or lets an exception escape.
 *
 * <p>JUnit finds it by itself in every module that has this one on its test class path. The check comes after everything else
 * of the class, resources that other extensions keep for it included. Test classes must not run in parallel within one JVM:
 * no leak could be attributed to a test.
 */
public final class LeakDetection implements BeforeAllCallback {

    /** Configuration parameter of JUnit: how long leftovers may take to end by themselves, as an ISO duration. */
    static final String TIMEOUT = "feathers4j.leftovers.timeout";

    private static final Duration DEFAULT_PATIENCE = Patience.ofSeconds(5);

    // Buffers last: what the other rules wait for may still hold some.
    private static final List<Rule> RULES = List.of(
            new Threads(),
            new VirtualThreads(),
            new Sockets(),
            new UncaughtExceptions(),
            new LoggedProblems(),
            new NettyBuffers());

    /** For JUnit's service loader. */
    public LeakDetection() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isNested(context)) {
            return; // belongs to its outer class, whose resources come and go while it runs
        }
        var timeout =
                context.getConfigurationParameter(TIMEOUT, Duration::parse).orElse(DEFAULT_PATIENCE);
        var inspection = new Inspection(context.getRequiredTestClass().getName(), RULES, timeout);
        // The store closes in reverse order, and nothing comes before an extension that is found by the service loader.
        context.getStore(Namespace.create(LeakDetection.class)).put(Inspection.class, inspection);
    }

    private static boolean isNested(ExtensionContext context) {
        return context.getParent().flatMap(ExtensionContext::getTestClass).isPresent();
    }
}
