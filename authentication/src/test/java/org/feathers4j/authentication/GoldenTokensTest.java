package org.feathers4j.authentication;

import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Tokens that the reference was given, and what it said of them (auth-jwt-golden.json). */
class GoldenTokensTest {
    @TestFactory
    Stream<DynamicTest> each_token_is_judged_as_by_the_reference() {
        Map<String, @Nullable Object> file = Vectors.file("auth-jwt-golden");
        var service = new AuthenticationService(
                Application.create(),
                "authentication",
                Map.of("secret", Vectors.text(file, "secret"), "jwtOptions", Vectors.object(file.get("jwtOptions"))),
                Clock.systemUTC());
        return Vectors.cases("auth-jwt-golden").stream()
                .map(recorded -> dynamicTest(Vectors.text(recorded, "name"), () -> check(service, recorded)));
    }

    private static void check(AuthenticationService service, Map<String, @Nullable Object> recorded) {
        Map<String, @Nullable Object> options =
                recorded.get("options") instanceof Map<?, ?> map ? Vectors.object(map) : Map.of();
        if (recorded.containsKey("error"))
            assertThatExceptionOfType(FeathersException.class)
                    .isThrownBy(() -> service.verifyAccessToken(recorded.get("token"), options))
                    .satisfies(error -> Vectors.assertSame(error.toJson(), recorded.get("error")));
        else Vectors.assertSame(service.verifyAccessToken(recorded.get("token"), options), recorded.get("payload"));
    }
}
