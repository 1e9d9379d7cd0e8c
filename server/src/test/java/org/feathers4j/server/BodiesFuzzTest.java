package org.feathers4j.server;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.feathers4j.FeathersException;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is sent as a body: data, or an error that is the client's. The committed inputs run with all tests, new ones are searched by the build. */
class BodiesFuzzTest {
    private static final int LONGEST = 2000;
    private static final List<String> TYPES =
            List.of("application/json", "application/x-www-form-urlencoded", "application/json; charset=utf-16");
    private static final List<String> ENCODINGS = List.of("identity", "gzip", "deflate");
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 415);

    private final Bodies bodies = new Bodies(ServerOptions.create(o -> o.maxBodyBytes(LONGEST)));

    @FuzzTest(maxDuration = "5s")
    void a_body_is_data_or_a_refusal(byte[] input) {
        if (input.length < 1) return;
        String type = TYPES.get((input[0] & 0x0f) % TYPES.size());
        String encoding = ENCODINGS.get((input[0] >> 4 & 0x0f) % ENCODINGS.size());
        byte[] body = Arrays.copyOfRange(input, 1, input.length);
        try {
            Object data = bodies.parse(body, type, encoding);
            assertThat(data == null || data instanceof Map || data instanceof List)
                    .isTrue();
        } catch (FeathersException e) {
            assertThat(e.code()).isIn(REFUSALS);
        }
    }
}
