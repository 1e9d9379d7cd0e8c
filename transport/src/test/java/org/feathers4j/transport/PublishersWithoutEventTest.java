package org.feathers4j.transport;

import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Publishers for events that no service has. */
class PublishersWithoutEventTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Channels.class);

    @BeforeEach
    void listen() {
        log.start();
        log.list = new CopyOnWriteArrayList<>(); // read while others write
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Test
    void a_publisher_for_a_misspelt_event_is_told_of_at_the_start() {
        Application app = Application.create();
        Channels channels = app.configure(Channels.create());
        channels.publish("craeted", (item, context) -> null);
        channels.publish("todos", "togled", (item, context) -> null);
        channels.publish("todos", "toggled", (item, context) -> null);
        channels.publish("created", (item, context) -> null);
        app.use("todos", (Service.Gets) (id, params) -> id.value(), o -> o.events("toggled"));
        app.setup();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactlyInAnyOrder(
                        "A publisher waits for the event 'craeted' of any service, which has no such event;"
                                + " name it in the options of its service: events(\"craeted\")",
                        "A publisher waits for the event 'togled' of service 'todos', which has no such event;"
                                + " name it in the options of its service: events(\"togled\")");
        app.close();
    }
}
