package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.feathers4j.AnsweredRequest;
import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

/** What the logs of the provider and of the caller say of calls over the mesh that fail. */
class FailuresAreLoggedTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application provider = Application.create();
    private final Application gateway = Application.create();

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j.distributed");

    private final Distribution asking;
    private final ServiceHandle todos;

    FailuresAreLoggedTest() {
        join(provider, "todos");
        provider.use("todos", Service.get((id, params) -> {
            switch (id.text()) {
                case "bug" -> throw new IllegalStateException("a bug");
                case "deep" -> throw new StackOverflowError();
                case "false" -> throw new AssertionError("not so");
                case "own" -> throw FeathersException.generalError("no disk");
                default -> throw FeathersException.notFound("No todo %s", id);
            }
        }));
        provider.setup();
        asking = join(gateway, "gateway");
        gateway.setup();
        todos = asking.await("todos", SOON);
    }

    private Distribution join(Application app, String key) {
        return app.configure(Distribution.create(o -> o.key(key).link(mesh.link())));
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private List<ILoggingEvent> problems() {
        return log.events(Level.WARN);
    }

    private FeathersException failure(String id) {
        return catchThrowableOfType(FeathersException.class, () -> todos.get(id));
    }

    private void assertLogged(String id, Class<? extends Throwable> error) {
        assertThat(failure(id).kind()).isEqualTo(ErrorKind.GENERAL_ERROR);
        Eventually.await(SOON, "a line of each", () -> problems().size() >= 2);
        List<ILoggingEvent> problems = problems();
        assertThat(problems)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactlyInAnyOrder(
                        "get on 'todos' failed for " + asking.self(),
                        "get on 'todos' of key 'todos' failed at %s with 500 GeneralError; its log says why"
                                .formatted(asking.owners("todos").getFirst()));
        assertThat(problems)
                .filteredOn(event -> event.getThrowableProxy() != null)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                    assertThat(event.getThrowableProxy().getClassName()).isEqualTo(error.getName());
                    assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                            .isNotEmpty();
                });
    }

    @Test
    void an_exception_of_a_service_is_logged_once_at_its_provider_and_named_at_the_caller() {
        assertLogged("bug", IllegalStateException.class);
    }

    @Test
    void an_assertion_that_fails_is_logged_and_answered() {
        assertLogged("false", AssertionError.class);
    }

    @Test
    void a_stack_overflow_is_logged_and_answered() {
        assertLogged("deep", StackOverflowError.class);
    }

    @Test
    void an_error_of_Feathers_that_is_no_fault_of_the_caller_is_logged() {
        assertLogged("own", FeathersException.class);
    }

    @Test
    void what_is_the_callers_fault_is_not_logged() {
        assertThat(failure("7").kind()).isEqualTo(ErrorKind.NOT_FOUND);
        assertThat(problems()).isEmpty();
    }

    @Test
    void the_request_log_has_the_requests_of_peers() {
        var requests = new ConcurrentLinkedQueue<AnsweredRequest>();
        provider.onAnswered(requests::add);
        failure("7");
        // the listener is called after the reply has been sent, so the next call may overtake it
        Eventually.await(SOON, "the first request", () -> requests.size() == 1);
        failure("bug");
        Eventually.await(SOON, "the second request", () -> requests.size() == 2);
        assertThat(requests)
                .extracting(
                        AnsweredRequest::provider,
                        AnsweredRequest::method,
                        AnsweredRequest::path,
                        AnsweredRequest::caller,
                        AnsweredRequest::status)
                .containsExactly(
                        tuple("mesh", "get", "todos", asking.self().toString(), 404),
                        tuple("mesh", "get", "todos", asking.self().toString(), 500));
    }

    @Test
    void an_error_of_a_listener_is_logged_and_the_call_goes_on() {
        Application app = Application.create().use("notes", Service.create((data, params) -> "stored"));
        app.service("notes").on("created", (item, context) -> {
            throw new AssertionError("a listener");
        });
        assertThat(app.service("notes").create("x")).isEqualTo("stored");
    }
}
