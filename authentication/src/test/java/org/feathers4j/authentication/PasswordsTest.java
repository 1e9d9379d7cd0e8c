package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.hooks.Resolver;
import org.feathers4j.hooks.Resolvers;
import org.feathers4j.memory.MemoryService;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PasswordsTest {
    @Test
    void an_unknown_user_takes_as_long_as_a_wrong_password() {
        var passwords = new Passwords(8, 1, 10);
        try {
            String hash = passwords.hash("secret");
            passwords.matches("wrong", null);
            long unknown = Long.MAX_VALUE;
            long wrong = Long.MAX_VALUE;
            for (int i = 0; i < 30; i++) { // in turns, so that both have the same luck; the best counts, as what else goes on only adds
                unknown = Math.min(unknown, time(() -> passwords.matches("wrong", null)));
                wrong = Math.min(wrong, time(() -> passwords.matches("wrong", hash)));
            }
            assertThat((double) unknown / wrong).isCloseTo(1, within(0.5));
        } finally {
            passwords.close();
        }
    }

    private static long time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    @Test
    void the_hash_of_an_unknown_user_matches_no_password() {
        var passwords = new Passwords(4, 1, 10);
        try {
            assertThat(passwords.matches("a password that nobody has", null)).isFalse();
        } finally {
            passwords.close();
        }
    }

    @Test
    void more_than_may_wait_are_told_to_come_later() {
        var passwords = new Passwords(10, 1, 1);
        var told = new ConcurrentLinkedQueue<Integer>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++)
                callers.execute(() -> {
                    try {
                        passwords.hash("secret");
                    } catch (FeathersException e) {
                        told.add(e.code());
                    }
                });
        } finally {
            passwords.close();
        }
        assertThat(told).isNotEmpty().containsOnly(503);
    }

    @Test
    void passwords_inside_objects_and_of_many_records_are_hashed() {
        try (var fixture = new FixtureB()) {
            fixture.app.use("deep", MemoryService.create(o -> o.multi(true)));
            fixture.app.service("deep").hooks(h -> h.before("create", AuthenticationHooks.hashPassword("login.password")));
            Object created = fixture.app
                    .service("deep")
                    .create(List.of(Map.of("login", Map.of("password", "a")), Map.of("login", Map.of("name", "b"))));
            List<?> records = Vectors.list(created);
            assertThat(Vectors.object(Vectors.object(records.getFirst()).get("login")).get("password"))
                    .isInstanceOfSatisfying(String.class, hash -> assertThat(Bcrypt.matches("a", hash)).isTrue());
            assertThat(Vectors.object(records.get(1)).get("login")).isEqualTo(Map.of("name", "b"));
        }
    }

    @Test
    void a_password_that_is_no_text_is_not_stored() {
        try (var fixture = new FixtureB()) {
            assertThatThrownBy(() -> fixture.app.service("users").create(Map.of("password", List.of("x"))))
                    .isInstanceOfSatisfying(FeathersException.class, error -> assertThat(error.code())
                            .isEqualTo(400));
        }
    }

    @Test
    void a_resolver_hashes_as_the_hook_does() {
        try (var fixture = new FixtureB()) {
            fixture.app.use("resolved", MemoryService.create(o -> o.startId(1)));
            fixture.app.service("resolved").hooks(h -> h.before(
                    "create",
                    Resolvers.resolveData(
                            Resolver.create().property("password", AuthenticationHooks.passwordHash()))));
            fixture.app.service("resolved").create(Map.of("password", "secret"));
            fixture.app.service("resolved").create(Map.of("name", "without"));
            Object first = fixture.app.service("resolved").get(Id.of(1), Params.empty());
            assertThat(Bcrypt.matches("secret", Vectors.text(Vectors.object(first), "password"))).isTrue();
            Object second = fixture.app.service("resolved").get(Id.of(2), Params.empty());
            assertThat(Vectors.object(second)).doesNotContainKey("password");
        }
    }
}
