package org.feathers4j.transport;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestHeadersTest {
    @Test
    void headers_of_the_same_name_are_joined_as_in_node() {
        var headers = new RequestHeaders();
        headers.add("X-Many", "a");
        headers.add("x-many", "b");
        headers.add("Cookie", "a=1");
        headers.add("Cookie", "b=2");
        headers.add("Authorization", "first");
        headers.add("authorization", "second");
        headers.add("Set-Cookie", "a");
        headers.add("Set-Cookie", "b");
        assertThat(headers.toMap())
                .isEqualTo(Map.of(
                        "x-many",
                        "a, b",
                        "cookie",
                        "a=1; b=2",
                        "authorization",
                        "first",
                        "set-cookie",
                        List.of("a", "b")));
    }
}
