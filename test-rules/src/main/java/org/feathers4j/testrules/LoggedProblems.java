package org.feathers4j.testrules;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/** Netty and Vert.x must have nothing to complain about: no error, and no event loop that was blocked. */
final class LoggedProblems implements Rule {

    @Override
    public Watch watch() {
        var taps = Stream.of("io.netty", "io.vertx")
                .map(logger -> new LogTap(logger, LoggedProblems::isProblem))
                .toList();
        return new Watch() {
            @Override
            public List<String> leftovers(Duration timeout) {
                return taps.stream().flatMap(tap -> tap.collected().stream()).toList();
            }

            @Override
            public void close() {
                taps.forEach(LogTap::close);
            }
        };
    }

    static boolean isProblem(ILoggingEvent event) {
        return isError(event) || isBlockedThread(event);
    }

    private static boolean isError(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(Level.ERROR)
                && !event.getLoggerName().equals(NettyBuffers.LEAK_LOGGER);
    }

    /**
     * Vert.x only warns about blocked threads; the package of its checker differs between versions. It shows where a thread is blocked when that has lasted for 5 s;
     * what ends before need not be a fault: a loop that loads its first classes while ten other JVMs do so gets little of a processor. Nor is loading classes for longer:
     * it happens once.
     */
    private static boolean isBlockedThread(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(Level.WARN)
                && event.getThrowableProxy() != null
                && event.getLoggerName().endsWith(".BlockedThreadChecker")
                && !isLoadingClasses(event.getThrowableProxy());
    }

    private static boolean isLoadingClasses(IThrowableProxy where) {
        return Arrays.stream(where.getStackTraceElementProxyArray())
                .map(frame -> frame.getStackTraceElement().getClassName())
                .anyMatch(type -> type.equals("java.lang.ClassLoader")
                        || type.equals("java.lang.invoke.MethodHandleNatives")
                        || type.startsWith("jdk.internal.classfile."));
    }
}
