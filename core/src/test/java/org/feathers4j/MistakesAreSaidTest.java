package org.feathers4j;

import java.util.List;

import ch.qos.logback.classic.Level;
import org.feathers4j.testrules.LogRecording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What would never happen, and that in silence, is said in a sentence. */
class MistakesAreSaidTest {
    private final Application app = Application.create();

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j");

    /** Answers with what its setup has made. */
    private static final class Prepared implements Service.Gets {
        private String greeting = "not ready";

        @Override
        public void setup(Application application, String path) {
            greeting = "ready";
        }

        @Override
        public Object get(Id id, Params params) {
            return greeting;
        }
    }

    @BeforeEach
    void listen() {
        app.use("todos", Service.get((id, params) -> id.value()), o -> o.events("toggled"));
    }

    private List<String> said() {
        return log.messages(Level.WARN);
    }

    @Test
    void listening_without_a_server() {
        app.listen(1234);
        assertThat(said())
                .containsExactly(
                        "listen(1234) lets no client in: no Server is configured; without one, setup() is enough");
    }

    @Test
    void a_listener_for_a_misspelt_event() {
        app.service("todos").on("craeted", (item, context) -> {});
        app.service("todos").on("created", (item, context) -> {});
        app.service("todos").on("toggled", (item, context) -> {});
        app.on("conection", arguments -> {});
        app.on("connection", arguments -> {});
        app.on("cleaned", arguments -> {});
        assertThat(said())
                .containsExactly(
                        "A listener of service 'todos' waits for the event 'craeted', which is none of its events"
                                + " [created, updated, patched, removed, toggled]; name those that it emits itself in its options: events(\"craeted\")",
                        "A listener of the application waits for the event 'conection': is 'connection' meant?");
    }

    @Test
    void a_call_before_the_setup_of_its_service_once() {
        app.use("prepared", new Prepared());
        app.service("todos").get(1);
        app.service("prepared").get(1);
        app.service("prepared").get(1);
        assertThat(said())
                .containsExactly(
                        "get of service 'prepared' is called before listen() or setup(), so that its setup has not run");
    }

    @Test
    void no_word_on_calls_after_the_setup() {
        app.use("prepared", new Prepared());
        app.setup();
        assertThat(app.service("prepared").get(1)).isEqualTo("ready");
        assertThat(said()).isEmpty();
    }

    @Test
    void a_plugin_after_the_start() {
        app.setup();
        app.lifeCycle(new LifeCycle() {});
        assertThatThrownBy(() -> app.lifeCycle(new LifeCycle() {
                    @Override
                    public void started(Application started) {}
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "A plugin is configured after listen() or setup(), so that it would never start: configure it before");
    }

    @Test
    void a_start_and_calls_after_the_end() {
        app.setup();
        app.close();
        assertThatThrownBy(app::setup)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("setup() comes after close(): an application starts once, make a new one");
        assertThatThrownBy(() -> app.listen(1234))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("listen(1234) comes after close(): an application starts once, make a new one");
        app.service("todos").get(1);
        app.service("todos").get(1);
        assertThat(said())
                .containsExactly("get of service 'todos' is called after close(), so that its teardown has run");
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void a_path_or_a_service_that_is_null() {
        assertThatThrownBy(() -> app.service(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("The path of a service is null");
        assertThatThrownBy(() -> app.use("notes", (Service) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("The service for path 'notes' is null");
    }
}
