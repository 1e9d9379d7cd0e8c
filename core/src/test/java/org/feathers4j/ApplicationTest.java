package org.feathers4j;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApplicationTest {
    private final List<String> log = new ArrayList<>();
    private final Application app = Application.create();

    @Test
    void an_application_starts_and_stops_in_a_known_order() {
        app.transport(new LoggedTransport());
        app.lifeCycle(new LoggedLifeCycle());
        app.use("one", new Logged("one")).use("two", new Logged("two"));
        app.hooks(
                h -> h.setup(around("outer setup")).setup(around("inner setup")).teardown(around("teardown")));
        assertThat(app.listen(0).port()).isEqualTo(4711);
        app.setup(); // a second time: nothing
        app.close();
        app.close();
        assertThat(log)
                .containsExactly(
                        "outer setup >",
                        "inner setup >",
                        "setup one",
                        "setup two",
                        "inner setup <",
                        "outer setup <",
                        "listen 0",
                        "started",
                        "closing",
                        "transport closed",
                        "teardown >",
                        "teardown one",
                        "teardown two",
                        "teardown <",
                        "closed");
    }

    @Test
    void the_port_is_a_setting_or_that_of_feathers() {
        app.transport(new LoggedTransport());
        app.listen();
        app.set("port", "8080").listen();
        app.set("port", 80).listen();
        assertThat(log).containsExactly("listen 3030", "listen 8080", "listen 80");
        app.close();
    }

    @Test
    void transports_with_a_port_of_their_own_are_not_asked_for_that_of_the_application() {
        app.transport(new PlainTransport("admin", OptionalInt.of(9000)));
        app.transport(new PlainTransport("public", OptionalInt.empty()));
        assertThat(app.listen(8080).port()).isEqualTo(8080);
        app.close();
        assertThat(log)
                .containsExactly("admin listens on 9000", "public listens on 8080", "admin closed", "public closed");
    }

    @Test
    void a_transport_that_fails_is_named_and_those_before_it_are_closed() {
        app.transport(new PlainTransport("admin", OptionalInt.of(9000)));
        app.transport(new PlainTransport("broken", OptionalInt.of(-1)));
        assertThatThrownBy(() -> app.listen(8080))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("%s cannot listen on port -1: no such port", PlainTransport.class.getName());
        assertThat(app.port()).isZero();
        assertThat(log).containsExactly("admin listens on 9000", "admin closed");
        app.close();
    }

    private final class PlainTransport implements Transport {
        private final String name;
        private final OptionalInt own;
        private int port;

        PlainTransport(String name, OptionalInt own) {
            this.name = name;
            this.own = own;
        }

        @Override
        public OptionalInt ownPort() {
            return own;
        }

        @Override
        public void listen(int wanted) {
            if (wanted < 0) throw new IllegalArgumentException("no such port");
            port = wanted;
            log.add(name + " listens on " + wanted);
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void close() {
            port = 0;
            log.add(name + " closed");
        }
    }

    @Test
    void closing_goes_on_whatever_fails() {
        app.lifeCycle(new LifeCycle() {
            @Override
            public void closing(Application application) {
                throw new IllegalStateException("expected by the test");
            }
        });
        app.use("bad", new Service() {
            @Override
            public void teardown(Application application, String path) throws IOException {
                throw new IOException("expected by the test");
            }
        });
        app.use("good", new Logged("good"));
        app.lifeCycle(new LoggedLifeCycle());
        app.setup().close();
        assertThat(log).containsExactly("setup good", "started", "closing", "teardown good", "closed");
    }

    @Test
    void what_was_never_set_up_is_not_torn_down() {
        app.use("one", new Logged("one")).close();
        assertThat(log).isEmpty();
    }

    @Test
    void a_checked_exception_in_setup_comes_with_the_name_of_the_service() {
        app.use("db", new Service() {
            @Override
            public void setup(Application application, String path) throws IOException {
                throw new IOException("no route to host");
            }
        });
        app.use("two", new Logged("two"));
        assertThatThrownBy(app::setup)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Service 'db' could not be set up")
                .hasCauseInstanceOf(IOException.class);
        assertThat(log).isEmpty();
    }

    @Test
    void a_setup_hook_may_run_the_rest_only_once() {
        app.use("one", new Logged("one"));
        app.hooks(h -> h.setup((application, next) -> {
            next.run();
            next.run();
        }));
        assertThatThrownBy(app::setup).hasMessageContaining("next() called multiple times");
        assertThat(log).containsExactly("setup one", "teardown one");
    }

    @Test
    void services_have_no_setup_hooks() {
        assertThatThrownBy(() -> app.use("one", new Logged("one"), o -> o.hooks(h -> h.setup(around("x")))))
                .hasMessageContaining("belong to an application");
        assertThat(app.find("one")).isEmpty();
    }

    @Test
    void listeners_see_services_come_and_go_also_those_that_were_there_before() {
        app.use("before", new Logged("before"));
        app.onServices(new LoggedListener());
        app.use("/after/", new Logged("after")).unuse("before");
        assertThat(log).containsExactly("added before", "added after", "removed before", "teardown before");
    }

    @Test
    void a_service_that_a_listener_refuses_is_not_registered() {
        app.onServices(new LoggedListener());
        app.onServices(service -> {
            throw new IllegalArgumentException("refused");
        });
        assertThatThrownBy(() -> app.use("one", new Logged("one"))).hasMessage("refused");
        assertThat(app.find("one")).isEmpty();
        assertThat(log).containsExactly("added one", "removed one");
    }

    @Test
    void a_mounted_service_has_its_path_here_and_its_own_hooks_and_events() {
        var other = Application.create().use("one", new Logged("one"));
        other.hooks(h -> h.before(context -> log.add("hook of the other at " + context.path())));
        app.onServices(new LoggedListener());
        app.hooks(h -> h.before(context -> log.add("hook of this")));
        app.setup();
        app.use("api", other);
        other.service("one").on("created", (item, context) -> log.add("heard " + item));
        app.service("api/one").create("x");
        assertThat(log).containsExactly("added api/one", "setup one", "hook of the other at api/one", "heard x");
        assertThat(app.service("api/one").app()).isSameAs(app);
    }

    @Test
    void a_default_service_is_made_once_and_only_where_there_is_none() {
        app.use("known", new Logged("known"));
        app.defaultService(path -> path.startsWith("dyn") ? new Logged(path) : null);
        assertThat(app.service("/dyn1/")).isSameAs(app.service("dyn1"));
        assertThat(app.find("dyn2")).isEmpty();
        assertThatThrownBy(() -> app.service("else")).hasMessage("Can not find service 'else'");
        assertThat(app.services()).extracting(ServiceHandle::path).containsExactly("known", "dyn1");
    }

    @Test
    void a_default_service_that_can_not_be_used_is_said_to_be_so() {
        app.defaultService(path -> new Service() {});
        assertThatThrownBy(() -> app.service("x")).hasMessage("Invalid service object passed for path `x`");
    }

    @Test
    void settings_and_events_belong_to_the_application() {
        app.set("name", "value");
        Registration registration = app.on("login", arguments -> log.add("login " + arguments[0]));
        app.emit("login", "ann");
        registration.remove();
        app.emit("login", "bob");
        assertThat(app.get("name")).isEqualTo("value");
        assertThat(log).containsExactly("login ann");
    }

    private Hook.AroundApplication around(String label) {
        return (application, next) -> {
            log.add(label + " >");
            next.run();
            log.add(label + " <");
        };
    }

    private final class Logged implements Service.Creates {
        private final String name;

        Logged(String name) {
            this.name = name;
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return data == null ? Map.of() : data;
        }

        @Override
        public void setup(Application application, String path) {
            log.add("setup " + name);
        }

        @Override
        public void teardown(Application application, String path) {
            log.add("teardown " + name);
        }
    }

    private final class LoggedListener implements ServiceRegistryListener {
        @Override
        public void added(ServiceHandle service) {
            log.add("added " + service.path());
        }

        @Override
        public void removed(ServiceHandle service) {
            log.add("removed " + service.path());
        }
    }

    private final class LoggedLifeCycle implements LifeCycle {
        @Override
        public void started(Application application) {
            log.add("started");
        }

        @Override
        public void closing(Application application) {
            log.add("closing");
        }

        @Override
        public void closed(Application application) {
            log.add("closed");
        }
    }

    private final class LoggedTransport implements Transport {
        @Override
        public void listen(int port) {
            log.add("listen " + port);
        }

        @Override
        public int port() {
            return 4711;
        }

        @Override
        public void close() {
            log.add("transport closed");
        }
    }

    @Test
    void what_a_plugin_offers_is_found_by_its_type() {
        assertThat(app.plugin(StringBuilder.class)).isEmpty();
        StringBuilder offered = app.configure(with -> new StringBuilder("first"));
        app.configure(with -> new StringBuilder("second"));
        assertThat(app.plugin(StringBuilder.class)).containsSame(offered);
        assertThat(app.plugin(CharSequence.class)).containsSame(offered);
    }

    /** A setting with members. */
    record Mail(String host, int port) {}

    @Test
    void settings_have_types_when_asked_for_with_one() {
        app.set("port", 3030).set("mail", Map.of("host", "localhost", "port", 25));
        assertThat(app.get("port", Integer.class)).isEqualTo(3030);
        assertThat(app.get("mail", Mail.class)).isEqualTo(new Mail("localhost", 25));
        assertThat(app.get("nothing", Mail.class)).isNull();
        assertThatThrownBy(() -> app.get("port", Mail.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The setting 'port' does not fit: Expected Mail");
    }
}
