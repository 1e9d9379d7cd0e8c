package org.feathers4j.testrules;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * What a logger and its children say during a test, from INFO up; the console does not show it. Registered as an extension, it records one test. Any thread may log.
 *
 * <pre>{@code
 * @RegisterExtension
 * private final LogRecording log = new LogRecording("org.feathers4j.distributed");
 * }</pre>
 */
public final class LogRecording extends AppenderBase<ILoggingEvent> implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger;
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    /** A recording of the logger of that name. */
    public LogRecording(String loggerName) {
        logger = (Logger) LoggerFactory.getLogger(loggerName);
        setContext((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        start();
        logger.addAppender(this);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.detachAppender(this);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /** Forgets what was said so far. */
    public void clear() {
        events.clear();
    }

    /** What was said so far at that level or above. */
    public List<ILoggingEvent> events(Level least) {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(least))
                .toList();
    }

    /** The messages of what was said so far at that level or above. */
    public List<String> messages(Level least) {
        return events(least).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
