package org.feathers4j.server;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HttpDateTest {
    /** The example of RFC 9110, section 5.6.7. */
    @Test
    void days_have_two_digits() {
        assertThat(HttpDate.of(Instant.parse("1994-11-06T08:49:37Z"))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(HttpDate.of(Instant.parse("2026-11-30T23:59:59.999Z"))).isEqualTo("Mon, 30 Nov 2026 23:59:59 GMT");
    }
}
