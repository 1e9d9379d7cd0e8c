package org.feathers4j.authentication;

import java.util.List;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import org.feathers4j.Application;
import org.feathers4j.Hooks;
import org.feathers4j.ServiceOptions;
import org.feathers4j.hooks.CommonHooks;
import org.feathers4j.hooks.Resolver;
import org.feathers4j.hooks.Resolvers;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.testrules.LogRecording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.authentication.AuthenticationHooks.authenticate;
import static org.feathers4j.authentication.AuthenticationHooks.hashPassword;
import static org.feathers4j.authentication.AuthenticationHooks.owner;
import static org.feathers4j.authentication.AuthenticationHooks.protect;

/** The warning at startup about a service of users that any client may change. */
class OpenUsersTest {
    @RegisterExtension
    private final LogRecording log = new LogRecording(EntityService.class.getName());

    private List<String> said(Consumer<ServiceOptions.Builder> options, Consumer<Hooks> hooks) {
        log.clear();
        try (var app = Application.create()) {
            app.set("authentication", FixtureB.configuration());
            app.use("users", MemoryService.create(), options);
            app.service("users").hooks(hooks);
            app.use("authentication", new AuthenticationService(app).register("jwt", new JwtStrategy()));
            app.setup();
        }
        return log.messages(Level.WARN);
    }

    @Test
    void methods_that_nobody_guards_are_named() {
        assertThat(said(
                        o -> {},
                        h -> h.before("find", authenticate("jwt"))
                                .before("get", authenticate("jwt"))
                                .before("create", hashPassword("password"))
                                .after(protect("password"))))
                .singleElement()
                .asString()
                .startsWith("Any client may call update, patch, remove of 'users'");
        assertThat(said(
                        o -> {},
                        h -> h.around(Resolvers.resolveExternal(
                                        Resolver.create().without("password")))
                                .before(hashPassword("password"))
                                .before(CommonHooks.timestamps())
                                .before("update", CommonHooks.required("email"))
                                .before("patch", authenticate("jwt"))
                                .before("remove", CommonHooks.disallow("external"))))
                .singleElement()
                .asString()
                .startsWith("Any client may call update of 'users'");
    }

    @Test
    void guarded_ones_and_those_that_are_not_offered_are_not() {
        assertThat(said(
                        o -> {},
                        h -> h.before(CommonHooks.unless(
                                context -> context.method().equals("create"), authenticate("jwt"), owner()))))
                .isEmpty();
        assertThat(said(o -> o.methods("find", "get", "create"), h -> h.before(hashPassword("password"))))
                .isEmpty();
        assertThat(said(o -> {}, h -> h.before(context -> {})))
                .as("a guard of one's own")
                .isEmpty();
        assertThat(said(o -> {}, h -> h.around((context, next) -> next.run()))).isEmpty();
        assertThat(said(o -> {}, h -> h.before(CommonHooks.iff(context -> true, authenticate("jwt")))))
                .isEmpty();
    }
}
