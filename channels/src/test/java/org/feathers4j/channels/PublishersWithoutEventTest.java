package org.feathers4j.channels;

import ch.qos.logback.classic.Level;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.testrules.LogRecording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Publishers for events that no service has. */
class PublishersWithoutEventTest {
    @RegisterExtension
    private final LogRecording log = new LogRecording(Channels.class.getName());

    @Test
    void a_publisher_for_a_misspelt_event_is_told_of_at_the_start() {
        Application app = Application.create();
        Channels channels = app.configure(Channels.create());
        channels.publishEvent("craeted", (item, context) -> null);
        channels.service("todos").publish("togled", (item, context) -> null);
        channels.service("todos").publish("toggled", (item, context) -> null);
        channels.publishEvent("created", (item, context) -> null);
        app.use("todos", (Service.Gets) (id, params) -> id.value(), o -> o.events("toggled"));
        app.setup();
        assertThat(log.messages(Level.WARN))
                .containsExactlyInAnyOrder(
                        "A publisher waits for the event 'craeted' of any service, which has no such event;"
                                + " name it in the options of its service: events(\"craeted\")",
                        "A publisher waits for the event 'togled' of service 'todos', which has no such event;"
                                + " name it in the options of its service: events(\"togled\")");
        app.close();
    }
}
