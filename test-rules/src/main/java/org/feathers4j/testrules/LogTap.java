package org.feathers4j.testrules;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Collects what a logger and its children say, from its making until it is closed. Any thread may log. */
final class LogTap extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger;
    private final Predicate<ILoggingEvent> wanted;
    private final Queue<String> collected = new ConcurrentLinkedQueue<>();

    LogTap(String loggerName, Predicate<ILoggingEvent> wanted) {
        var loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.logger = loggers.getLogger(loggerName);
        this.wanted = wanted;
        setContext(loggers);
        start();
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (wanted.test(event)) {
            collected.add("%s logged at %s: %s%s"
                    .formatted(event.getLoggerName(), event.getLevel(), event.getFormattedMessage(), trace(event)));
        }
    }

    private static String trace(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown).strip();
    }

    List<String> collected() {
        return List.copyOf(collected);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}
