package org.feathers4j.authentication;

import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Hashes that bcryptjs has made (auth-bcrypt-golden.json). */
class GoldenHashesTest {
    @TestFactory
    Stream<DynamicTest> each_hash_is_judged_as_by_the_reference() {
        return Vectors.cases("auth-bcrypt-golden").stream()
                .map(recorded -> dynamicTest(Vectors.text(recorded, "name"), () -> check(recorded)));
    }

    private static void check(Map<String, @Nullable Object> recorded) {
        if (recorded.containsKey("prefix")) {
            String hash = Bcrypt.hash("secret", 10);
            assertThat(hash)
                    .startsWith(Vectors.text(recorded, "prefix"))
                    .hasSize(Integer.parseInt(Vectors.text(recorded, "length")));
            assertThat(Bcrypt.matches("secret", hash)).isTrue();
            return;
        }
        String password = Vectors.text(recorded, "password");
        String hash = Vectors.text(recorded, "hash");
        assertThat(Bcrypt.matches(password, hash)).isEqualTo(recorded.get("matches"));
        // "another" password is this one with something more: past 72 bytes bcrypt ignores it
        if (recorded.containsKey("matchesOther"))
            assertThat(Bcrypt.matches(password + "x", hash)).isEqualTo(recorded.get("matchesOther"));
    }
}
