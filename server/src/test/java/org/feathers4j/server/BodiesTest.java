package org.feathers4j.server;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodiesTest {
    private final Bodies bodies = new Bodies(ServerOptions.create(o -> o.maxBodyBytes(100)));

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "UTF-8", "\"utf-8\"", "utf-16le", "utf-16be", "utf-16", "utf-32", "utf-32le"})
    void json_is_read_in_every_utf(String charset) {
        String name = charset.replace("\"", "").toUpperCase(Locale.ROOT);
        String inMemory = name.equals("UTF-16") || name.equals("UTF-32") ? name + "LE" : name;
        byte[] body = "{\"a\":\"ü\"}".getBytes(Charset.forName(inMemory));
        assertThat(bodies.parse(body, "application/json; charset=" + charset, null))
                .isEqualTo(Map.of("a", "ü"));
    }

    @Test
    void a_byte_order_mark_says_which_utf_16_it_is() {
        byte[] body = "\ufeff{\"a\":1}".getBytes(StandardCharsets.UTF_16BE);
        assertThat(bodies.parse(body, "application/json;charset=utf-16", null)).isEqualTo(Map.of("a", 1));
    }

    @Test
    void other_types_are_not_parsed() {
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(bodies.parse(body, "application/vnd.api+json", null)).isNull();
        assertThat(bodies.parse(body, null, null)).isNull();
        assertThat(bodies.parse(new byte[0], "application/json", "gzip")).isNull();
    }

    @Test
    void the_type_is_read_without_regard_to_case_and_spaces() {
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(bodies.parse(body, " Application/JSON ;x=y", "Identity")).isEqualTo(Map.of("a", 1));
    }

    @Test
    void a_form_in_another_charset_is_415() {
        byte[] body = "a=1".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> bodies.parse(body, "application/x-www-form-urlencoded; charset=latin1", null))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED_MEDIA_TYPE));
    }

    @Test
    void what_is_compressed_badly_may_be_a_little_longer_on_the_wire() {
        assertThat(bodies.maxWireBytes(null)).isEqualTo(100);
        assertThat(bodies.maxWireBytes("gzip")).isBetween(101L, 2000L);
    }
}
