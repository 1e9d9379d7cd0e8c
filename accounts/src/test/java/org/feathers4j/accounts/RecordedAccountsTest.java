package org.feathers4j.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.accounts.Request.object;

/** Plays what feathers-authentication-management answered, with memory and with SQLite. Where we differ on purpose a step has {@code ours}. */
class RecordedAccountsTest {
    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                getClass().getResourceAsStream("/vectors/feathers-authentication-management.json"))) {
            var recorded = object(Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            List<?> scenarios = (List<?>) Objects.requireNonNull(recorded.get("scenarios"));
            assertThat(scenarios).hasSizeGreaterThan(10);
            return scenarios.stream().flatMap(each -> Stream.of(test(object(each), false), test(object(each), true)));
        }
    }

    private static DynamicTest test(Map<String, @Nullable Object> scenario, boolean isSql) {
        return DynamicTest.dynamicTest(scenario.get("name") + (isSql ? ", SQL" : ", memory"), () -> {
            try (Fixture fixture =
                    isSql ? Fixture.sql(o -> o.revealAccounts(true)) : Fixture.memory(o -> o.revealAccounts(true))) {
                var player = new Player(fixture);
                for (Object step : (List<?>) Objects.requireNonNull(scenario.get("steps"))) player.play(object(step));
            }
        });
    }

    private static final class Player {
        private final Fixture fixture;
        private String token = "";
        private String shortToken = "";

        Player(Fixture fixture) {
            this.fixture = fixture;
        }

        void play(Map<String, @Nullable Object> recorded) {
            List<?> step = (List<?>) Objects.requireNonNull(recorded.get("step"));
            int before = fixture.notices.size();
            var answer = new LinkedHashMap<String, @Nullable Object>();
            try {
                answer.put("result", answer(step));
            } catch (FeathersException e) {
                answer.put("error", e.toJson());
            }
            List<?> notices = (List<?>) Objects.requireNonNull(recorded.get("notices"));
            if (step.getFirst().equals("signup")) notices = List.of("sendVerifySignup");
            else if (recorded.containsKey("error")) checkError(recorded, object(answer.get("error")));
            else
                assertThat(answer)
                        .as("%s", step)
                        .isEqualTo(Map.of("result", recorded.get("result") == null ? "none" : recorded.get("result")));
            for (int i = 0; i < notices.size(); i++) see(fixture.notice(before + i), notices.get(i));
            assertThat(fixture.notices).as("%s", step).hasSize(before + notices.size());
        }

        private void see(Notice notice, Object type) {
            assertThat(notice.type()).isEqualTo(type);
            token = Objects.requireNonNullElse(notice.token(), token);
            shortToken = Objects.requireNonNullElse(notice.shortToken(), shortToken);
        }

        private static void checkError(Map<String, @Nullable Object> recorded, Map<String, @Nullable Object> error) {
            var expected = object(recorded.get("error"));
            expected.putAll(object(recorded.get("ours")));
            for (String member : List.of("name", "code", "message", "errors"))
                assertThat(error.get(member))
                        .as("%s of %s", member, recorded.get("step"))
                        .isEqualTo(
                                expected.get(member) == null && member.equals("errors")
                                        ? error.get(member)
                                        : expected.get(member));
        }

        private Object answer(List<?> step) {
            String email = step.size() > 2 ? String.valueOf(step.get(1)) : Fixture.ANN;
            switch (String.valueOf(step.getFirst())) {
                case "signup" -> fixture.app.service("users").create(step.get(1), Fixture.CLIENT);
                case "call" -> {
                    Object result = fixture.app.service("authManagement").create(filled(step.get(1)), Params.empty());
                    return result == null ? "none" : result;
                }
                default -> fixture.login(email, String.valueOf(step.getLast()));
            }
            return "in";
        }

        private @Nullable Object filled(@Nullable Object value) {
            if ("$long".equals(value)) return token;
            if ("$short".equals(value)) return shortToken;
            if (!(value instanceof Map<?, ?>)) return value;
            var filled = new LinkedHashMap<String, @Nullable Object>();
            object(value).forEach((name, each) -> filled.put(name, filled(each)));
            return filled;
        }
    }
}
