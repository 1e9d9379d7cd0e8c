package org.feathers4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceOptions;
import org.feathers4j.testkit.Vectors.Golden;
import org.feathers4j.transport.RouterOptions;
import org.feathers4j.transport.ServiceRouter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an application says to services that come, go, are sought, or can not be had. */
class CoreApiTest {
    private static final Service.Gets GETS = (id, params) -> Map.of("id", id.value());

    private static final List<String> RESERVED = List.of(
            "hooks",
            "all",
            "around",
            "before",
            "after",
            "error",
            "setup",
            "teardown",
            "publish",
            "on",
            "emit",
            "once",
            "addListener",
            "removeListener",
            "listeners",
            "eventNames");

    @TestFactory
    Stream<DynamicTest> applications_behave_as_recorded() {
        var vectors = new Vectors("app-api.json");
        paths(vectors);
        refusals(vectors);
        options(vectors);
        comingAndGoing(vectors);
        routing(vectors);
        rest(vectors);
        return vectors.tests();
    }

    private static void paths(Vectors vectors) {
        vectors.play("service() strips slashes", golden -> {
                    var app = Application.create().use("/a/b/", GETS);
                    ServiceHandle service = app.service("a/b");
                    assertThat(List.of("a/b", "/a/b", "a/b/", "//a/b//"))
                            .allSatisfy(path -> assertThat(app.service(path)).isSameAs(service));
                })
                .play("inner slashes are kept", golden -> {
                    var app = Application.create().use("/a//b/", GETS);
                    assertThat(paths(app)).isEqualTo(golden.get("result"));
                })
                .play("root service path", golden -> {
                    var app = Application.create().use("/", GETS);
                    assertThat(paths(app)).isEqualTo(golden.get("result"));
                })
                .play("empty service path", golden -> {
                    var app = Application.create().use("", GETS);
                    assertThat(paths(app)).isEqualTo(golden.get("result"));
                })
                .play(
                        "service() for an unknown path",
                        golden -> fails(golden, () -> Application.create().service("nope")))
                .play(
                        "service(\"constructor\") is not an inherited property",
                        golden -> fails(golden, () -> Application.create().service("constructor")))
                .play("defaultService hook for unknown paths", golden -> {
                    var app = Application.create()
                            .defaultService(
                                    path -> Service.get((id, params) -> Map.of("id", id.value(), "path", path)));
                    Object got = app.service("dyn").get(1);
                    assertThat(List.of(got, paths(app))).isEqualTo(golden.get("result"));
                });
    }

    private static void refusals(Vectors vectors) {
        for (String name : RESERVED)
            vectors.play(
                    "reserved custom method name " + name,
                    golden -> fails(
                            golden,
                            () -> Application.create().use("x", GETS, o -> o.method(name, (data, params) -> data))));
        vectors.play(
                        "use with an object that has no service method",
                        golden -> fails(golden, () -> Application.create().use("x", new Service() {})))
                .play(
                        "custom method listed but missing on the object",
                        golden -> fails(golden, () -> Application.create().use("x", GETS, o -> o.methods("missing"))))
                .deviate("use with a non-string path")
                .deviate("express: app.use options must contain methods, events, express or koa")
                .deviate("express: object without standard methods is taken as middleware");
    }

    private static void fails(Golden golden, Runnable call) {
        assertThatThrownBy(call::run).hasMessage(golden.part("error").text("message"));
    }

    private static void options(Vectors vectors) {
        vectors.play("use with only a custom method listed", golden -> {
                    var app = Application.create()
                            .use("x", new Service() {}, o -> o.method("custom", (data, params) -> data));
                    assertThat(app.service("x").call("custom", Map.of("a", 1))).isEqualTo(golden.get("result"));
                })
                .play("use with only setup", golden -> {
                    var app = Application.create().use("x", new Service() {
                        @Override
                        public void setup(Application application, String path) {}
                    });
                    assertThat(paths(app)).isEqualTo(golden.get("result"));
                })
                .play("default methods option: the implemented standard methods", golden -> {
                    var app = Application.create().use("x", new FindsAndGets());
                    assertThat(optionsOf(app.service("x"))).isEqualTo(golden.get("result"));
                })
                .play("normalised options with events", golden -> {
                    var app = Application.create()
                            .use("x", new Emits())
                            .use("y", new Emits(), o -> o.events("fromOptions"));
                    assertThat(Map.of("x", optionsOf(app.service("x")), "y", optionsOf(app.service("y"))))
                            .isEqualTo(golden.get("result"));
                });
    }

    private static Map<String, Object> optionsOf(ServiceHandle service) {
        ServiceOptions options = service.options();
        return Map.of(
                "events", options.events(),
                "methods", service.definition().callable(),
                "serviceEvents", options.publishedEvents());
    }

    private static final class FindsAndGets implements Service.Gets, Service.Finds {
        @Override
        public Object get(Id id, Params params) {
            return id.value();
        }

        @Override
        public Object find(Params params) {
            return List.of();
        }
    }

    private static final class Emits implements Service.Finds, Service.Emits {
        @Override
        public Object find(Params params) {
            return List.of();
        }

        @Override
        public List<String> events() {
            return List.of("fromObject");
        }
    }

    private static void comingAndGoing(Vectors vectors) {
        vectors.deviate(
                        "use twice on the same path replaces (core app, no transport)",
                        golden -> assertThatThrownBy(() ->
                                        Application.create().use("x", GETS).use("x", GETS))
                                .hasMessage("Path x already exists"))
                .play(
                        "use twice on the same path with routing",
                        golden -> fails(
                                golden,
                                () -> Application.create().use("x", GETS).use("x", GETS)))
                .play("unuse returns the service and removes it", golden -> {
                    var app = Application.create().use("x", GETS);
                    ServiceHandle service = app.service("x");
                    assertThat(app.unuse("x")).containsSame(service);
                    assertThat(Map.of("same", true, "services", paths(app))).isEqualTo(golden.get("result"));
                })
                .play("unuse of an unknown service", golden -> {
                    assertThat(Application.create().unuse("nope")).isEmpty();
                })
                .play("sub app: services re-registered with prefix", golden -> {
                    var sub = Application.create().use("one", GETS).use("two", GETS);
                    var app = Application.create().use("api/v1", sub);
                    assertThat(app.service("api/v1/one").implementation())
                            .isSameAs(sub.service("one").implementation());
                    assertThat(Map.of("services", paths(app), "sameObject", true))
                            .isEqualTo(golden.get("result"));
                })
                .play("sub app hooks of the parent do not apply; the sub app keeps its own", golden -> {
                    var ran = new ArrayList<String>();
                    var sub = Application.create().use("one", GETS).hooks(h -> h.before(c -> ran.add("sub app hook")));
                    var app = Application.create().use("sub", sub).hooks(h -> h.before(c -> ran.add("app hook")));
                    app.service("sub/one").get(1);
                    assertThat(ran).isEqualTo(golden.get("result"));
                });
    }

    private static void routing(Vectors vectors) {
        vectors.play("placeholder paths may overlap with static ones", golden -> {
                    var routed = new Routed();
                    routed.app.use("users", GETS).use("users/:id/x", GETS);
                    assertThat(Stream.of("users", "users/1", "users/1/x", "users/1/x/2")
                                    .map(routed::lookup))
                            .isEqualTo(golden.get("result"));
                })
                .play("unuse then use again on the same path", golden -> {
                    var routed = new Routed();
                    routed.app.use("x", GETS).unuse("x");
                    Object gone = routed.lookup("x");
                    routed.app.use("x", GETS);
                    var seen = new LinkedHashMap<String, @Nullable Object>();
                    seen.put("gone", gone);
                    seen.put("again", routed.lookup("x") != null);
                    assertThat(seen).isEqualTo(golden.get("result"));
                })
                .play("unuse of a service with a placeholder in its path (routing)", golden -> {
                    var routed = new Routed();
                    routed.app.use("users/:userId/posts", GETS).unuse("users/:userId/posts");
                    assertThat(routed.lookup("users/1/posts")).isEqualTo(golden.get("result"));
                })
                .deviate(
                        "unuse of one placeholder path also drops sibling routes below the same placeholder and then fails",
                        golden -> {
                            var routed = new Routed();
                            routed.app.use("users", GETS).use("users/:userId/posts", GETS);
                            routed.app.use("users/:userId/comments", GETS).unuse("users/:userId/posts");
                            assertThat(routed.lookup("users/1/posts")).isNull();
                            assertThat(routed.lookup("users/1/comments")).isNotNull();
                            assertThat(routed.lookup("users/1")).isNotNull();
                        });
    }

    /** An application whose services have routes. */
    private static final class Routed {
        private final ServiceRouter router = new ServiceRouter(RouterOptions.DEFAULT);
        private final Application app = Application.create().onServices(router);

        @Nullable
        Object lookup(String path) {
            return router.lookup(path).map(Routed::seen).orElse(null);
        }

        private static Map<String, Object> seen(ServiceRouter.Target target) {
            var params = new LinkedHashMap<String, @Nullable Object>(target.route());
            Id id = target.id();
            if (id != null) params.put("__id", id.value());
            return Map.of("service", target.service().path(), "params", params);
        }
    }

    private static void rest(Vectors vectors) {
        vectors.play("set/get", golden -> {
                    var app = Application.create();
                    assertThat(app.set("a", 1)).isSameAs(app);
                    assertThat(app.get("a")).isEqualTo(1);
                    assertThat(app.get("b")).isNull();
                })
                .deviate("configure calls the function with the app and returns the app", golden -> {
                    var app = Application.create();
                    assertThat(app.<Application>configure(given -> given)).isSameAs(app);
                })
                .play("the registered object is not the same as the passed object, but inherits from it", golden -> {
                    ServiceHandle service = Application.create().use("x", GETS).service("x");
                    assertThat(service).isNotInstanceOf(Service.class);
                    assertThat(service.implementation()).isSameAs(GETS);
                })
                .play("app is an event emitter", golden -> {
                    var app = Application.create();
                    var heard = new ArrayList<Object>();
                    app.on("something", arguments -> heard.addAll(List.of(arguments)));
                    app.emit("something", 1, 2);
                    assertThat(heard).isEqualTo(golden.get("result"));
                })
                .deviate("service without event emitter functions gets them");
    }

    private static List<String> paths(Application app) {
        return app.services().stream().map(ServiceHandle::path).toList();
    }
}
