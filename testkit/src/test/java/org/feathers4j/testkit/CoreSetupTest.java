package org.feathers4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testkit.Vectors.Golden;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How applications are set up and torn down. */
class CoreSetupTest {

    @TestFactory
    Stream<DynamicTest> applications_come_and_go_as_recorded() {
        return new Vectors("app-setup.json")
                .play("app.setup(server) runs service setups one after another in registration order", golden -> {
                    var story = new Story();
                    assertThat(story.app.setup()).isSameAs(story.app);
                    // no server in the context: transports are set up by themselves
                    assertThat(story.log)
                            .isEqualTo(golden.list("log").stream()
                                    .map(line -> String.valueOf(line).replace(" keys= server=(undefined)", ""))
                                    .toList());
                })
                .play("service registered after setup is set up immediately (not awaited)", golden -> {
                    var story = new Story().setUp();
                    story.app.use("late", story.new Noted("late"));
                    assertThat(story.log).isEqualTo(golden.list("log"));
                })
                .play("unuse runs teardown of that service", golden -> {
                    var story = new Story().setUp().late();
                    story.app.unuse("one");
                    assertThat(story.log).isEqualTo(golden.list("log"));
                    assertThat(story.app.services().stream().map(ServiceHandle::path))
                            .hasSameElementsAs(paths(golden));
                })
                .play("app.teardown", golden -> {
                    var story = new Story().setUp().late();
                    story.app.unuse("one");
                    story.log.clear();
                    story.app.close();
                    assertThat(story.log).isEqualTo(golden.list("log"));
                    story.app.use("after", story.new Noted("after"));
                    assertThat(story.log).as("nothing is set up any more").isEqualTo(golden.list("log"));
                })
                .play("failing service setup rejects app.setup and stops", golden -> {
                    var story = new Story("failing");
                    assertThatThrownBy(story.app::setup).hasMessage(golden.text("rejects"));
                    assertThat(story.log).isEqualTo(golden.list("log"));
                })
                .deviate(
                        "setup hook context with the Express integration: app and server are available (on a bare core app without transport both are missing)",
                        golden -> {
                            var app = Application.create();
                            var given = new ArrayList<Application>();
                            app.hooks(h -> h.setup((application, next) -> given.add(application)));
                            app.setup();
                            assertThat(given).containsExactly(app);
                        })
                .tests();
    }

    private static List<String> paths(Golden golden) {
        return golden.list("services").stream().map(String::valueOf).toList();
    }

    /** The application of app-setup.json. */
    private static final class Story {
        final List<String> log = new ArrayList<>();
        final Application app = Application.create();

        Story() {
            app.use("one", new Noted("one"));
            app.use("two", new Noted("two"));
            app.use("three", Service.get((id, params) -> id.value()));
            app.hooks(h -> h.setup((application, next) -> {
                        log.add("app setup hook >");
                        next.run();
                        log.add("app setup hook <");
                    })
                    .teardown((application, next) -> {
                        log.add("app teardown hook >");
                        next.run();
                        log.add("app teardown hook <");
                    }));
        }

        Story(String failing) {
            app.use(failing, new Service() {
                @Override
                public void setup(Application application, String path) {
                    throw new IllegalStateException("setup failed");
                }
            });
            app.use("never", new Noted("never"));
        }

        Story setUp() {
            app.setup();
            log.clear();
            return this;
        }

        Story late() {
            app.use("late", new Noted("late"));
            log.clear();
            return this;
        }

        final class Noted implements Service.Gets {
            private final String name;

            Noted(String name) {
                this.name = name;
            }

            @Override
            public Object get(Id id, Params params) {
                return id.value();
            }

            @Override
            public void setup(Application application, String path) {
                log.add("setup %s path=%s appIsApp=%s".formatted(name, path, application == app));
                log.add("setup %s done".formatted(name));
            }

            @Override
            public void teardown(Application application, String path) {
                log.add("teardown %s path=%s".formatted(name, path));
            }
        }
    }
}
