package org.feathers4j.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.feathers4j.testrules.Deviations;
import org.feathers4j.transport.Router.Match;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

class RouterTest {
    /** Decided to differ: 1 decodes each segment, 18 keeps ids as they were sent. */
    private static final Map<String, Map<String, String>> DEVIATIONS = Map.of(
            "case-sensitive: messages/a%2Fb", Map.of("__id", "a/b"),
            "case-insensitive: messages/a%2Fb", Map.of("__id", "a/b"),
            "case-insensitive: MESSAGES/AbC", Map.of("__id", "AbC"));

    @TestFactory
    Stream<DynamicTest> finds_what_feathers_finds() {
        assertThat(DEVIATIONS)
                .containsOnlyKeys(Deviations.of("router-lookup.json").keySet());
        return recorded().map(one -> dynamicTest(name(one), () -> compare(one)));
    }

    @TestFactory
    Stream<DynamicTest> finds_exactly_what_feathers_finds_without_decoding() {
        return recorded()
                .filter(one -> !name(one).equals("case-insensitive: messages/a%2Fb"))
                .filter(one -> !name(one).equals("case-insensitive: MESSAGES/AbC"))
                .map(one -> dynamicTest(
                        name(one), () -> assertThat(lookup(one, false)).isEqualTo(expected(one, Map.of()))));
    }

    private static void compare(Map<String, ?> one) {
        assertThat(lookup(one, true)).isEqualTo(expected(one, DEVIATIONS));
    }

    /** The cases with a path to look up; the four others are tests of their own below. */
    private static Stream<Map<String, ?>> recorded() {
        return Resources.list(Resources.object(Resources.json("vectors/router-lookup.json"))
                        .get("cases"))
                .stream()
                .<Map<String, ?>>map(Resources::object)
                .filter(one -> one.get("lookup") instanceof String && one.containsKey("caseSensitive"));
    }

    private static String name(Map<String, ?> one) {
        return String.valueOf(one.get("name"));
    }

    private static Optional<Match<String>> lookup(Map<String, ?> one, boolean decoding) {
        var router = new Router<String>(RouterOptions.create(o ->
                o.caseSensitive(Boolean.TRUE.equals(one.get("caseSensitive"))).decoding(decoding)));
        for (Object route : Resources.list(
                Resources.object(Resources.json("vectors/router-lookup.json")).get("routes")))
            router.insert(route.toString(), route.toString());
        return router.lookup(String.valueOf(one.get("lookup")));
    }

    private static Optional<Match<String>> expected(Map<String, ?> one, Map<String, Map<String, String>> deviations) {
        if (one.get("result") == null) return Optional.empty();
        Map<String, ?> result = Resources.object(one.get("result"));
        var parameters = deviations.get(name(one));
        if (parameters == null) parameters = texts(Resources.object(result.get("params")));
        return Optional.of(
                new Match<>(Objects.requireNonNull(result.get("route")).toString(), parameters));
    }

    private static Map<String, String> texts(Map<String, ?> json) {
        var texts = new HashMap<String, String>();
        json.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    @Test
    void the_same_route_twice_is_refused() {
        var router = new Router<String>();
        router.insert("x", "one");
        assertThatThrownBy(() -> router.insert("/x/", "two"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Path x already exists");
    }

    @Test
    void a_removed_route_leaves_those_around_it() {
        var router = new Router<String>();
        router.insert(":org/repos", "repos");
        router.insert(":org/users", "users");
        router.insert(":org/users/:id", "user");
        assertThat(router.remove(":org/users", "users")).isTrue();
        assertThat(router.lookup("acme/users")).isEmpty();
        assertThat(router.lookup("acme/repos")).isPresent();
        assertThat(router.lookup("acme/users/1")).isPresent();
    }

    @Test
    void a_removed_route_may_be_inserted_again() {
        var router = new Router<String>();
        router.insert("x/:id", "one");
        router.remove("x/:id", "one");
        router.insert("x/:id", "two");
        assertThat(router.lookup("x/1")).contains(new Match<>("two", Map.of("id", "1")));
    }

    @Test
    void only_who_put_a_route_there_can_take_it_away() {
        var router = new Router<String>();
        router.insert("x", "one");
        assertThat(router.remove("x", "two")).isFalse();
        assertThat(router.remove("y", "one")).isFalse();
        assertThat(router.lookup("x")).isPresent();
    }

    @Test
    void a_segment_that_cannot_be_decoded_stays_as_it_is() {
        var router = new Router<String>();
        router.insert("x/:id", "one");
        assertThat(router.lookup("x/%E0%A4%A")).contains(new Match<>("one", Map.of("id", "%E0%A4%A")));
        assertThat(router.lookup("%78/a+b")).contains(new Match<>("one", Map.of("id", "a+b")));
    }

    @Test
    void the_root_is_a_path_like_others() {
        var router = new Router<String>();
        router.insert("/", "root");
        router.insert("//:__id", "record");
        assertThat(router.lookup("/")).contains(new Match<>("root", Map.of()));
        assertThat(router.lookup("/5")).contains(new Match<>("record", Map.of("__id", "5")));
    }

    @Test
    void an_evil_path_is_no_more_work_than_there_are_routes() {
        var router = new Router<String>();
        router.insert("/:a".repeat(12) + "/end", "deep");
        router.insert("/x".repeat(12) + "/end", "deeper");
        assertThat(router.lookup("/x".repeat(12) + "/other")).isEmpty();
        assertThat(router.lookup("/".repeat(20_000) + "x" + "/y".repeat(20_000)))
                .isEmpty();
    }
}
