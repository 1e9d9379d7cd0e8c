package org.feathers4j.testrules;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Platform threads that the class started must end. */
final class Threads implements Rule {

    // Started on demand and kept: by the JDK for its common pool and its flight recorder, by JUnit, Surefire and
    // Logback for their own work.
    private static final List<String> KEPT_BY_OTHERS = List.of(
            "ForkJoinPool.commonPool-",
            "CompletableFutureDelayScheduler",
            "JFR ",
            "junit-",
            "surefire-",
            "logback-",
            "BC Entropy Daemon");

    private static final int SHOWN_FRAMES = 8;

    @Override
    public Watch watch() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        return timeout -> Watch.settled(timeout, () -> startedSince(before));
    }

    private static List<String> startedSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> thread.isAlive() && isOfTheApplication(thread))
                .map(Threads::described)
                .toList();
    }

    /** The JDK keeps its own threads (carriers, pollers, cleaners, reapers) outside the thread group of the main thread. */
    private static boolean isOfTheApplication(Thread thread) {
        return Stream.iterate(thread.getThreadGroup(), group -> group != null, ThreadGroup::getParent)
                        .anyMatch(group -> group.getName().equals("main"))
                && KEPT_BY_OTHERS.stream().noneMatch(thread.getName()::startsWith);
    }

    private static String described(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(SHOWN_FRAMES)
                .map(frame -> "\n      at " + frame)
                .collect(Collectors.joining("", "thread '%s' (%s)".formatted(thread.getName(), thread.getState()), ""));
    }
}
