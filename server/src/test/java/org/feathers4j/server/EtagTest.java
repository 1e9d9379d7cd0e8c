package org.feathers4j.server;

import java.util.Map;
import java.util.Objects;

import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Entity tags of answers to GET, and what clients that send them back are answered. */
class EtagTest {
    private final Application app = Application.create();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void the_same_body_has_the_same_tag_and_another_body_another_one() {
        listen(true);
        assertThat(tag("1")).isEqualTo(tag("1")).isNotEqualTo(tag("2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/\"1-x\", %s", "*"})
    void a_client_that_has_the_body_already_is_answered_304(String known) {
        listen(true);
        String tag = tag("1");
        Answer answer = get("1", "If-None-Match: " + known.formatted(tag) + "\r\n");
        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.header("etag")).isEqualTo(tag);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_strong_tag_matches_too() {
        listen(true);
        assertThat(get("1", "If-None-Match: " + tag("1").substring(2) + "\r\n").status())
                .isEqualTo(304);
    }

    @Test
    void another_tag_and_no_cache_are_answered_with_the_body() {
        listen(true);
        assertThat(get("2", "If-None-Match: " + tag("1") + "\r\n").status()).isEqualTo(200);
        assertThat(get("1", "If-None-Match: " + tag("1") + "\r\nCache-Control: no-cache\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"8-0011223344556677\"", "*"})
    void without_tags_the_body_is_sent_whatever_the_client_has(String known) {
        listen(false);
        Answer answer = get("1", "If-None-Match: " + known + "\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("etag")).isNull();
        assertThat(answer.json()).isEqualTo(Map.of("id", "1"));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, true", "weak, true"})
    void the_setting_turns_them_off(String setting, boolean tagged) {
        app.set("etag", setting);
        listen(true);
        assertThat(get("1", "").header("etag") != null).isEqualTo(tagged);
    }

    @Test
    void the_option_counts_whatever_the_setting_says() {
        app.set("etag", true);
        listen(false);
        assertThat(get("1", "").header("etag")).isNull();
    }

    private void listen(boolean etag) {
        app.configure(Server.create(o -> o.host("127.0.0.1").etag(etag)));
        app.use("rows", new Service.Gets() {
            @Override
            public Object get(Id id, Params params) {
                return Map.of("id", id.text());
            }
        });
        app.listen(0);
    }

    private String tag(String id) {
        @Nullable String tag = get(id, "").header("etag");
        return Objects.requireNonNull(tag);
    }

    private Answer get(String id, String headers) {
        return RawHttp.request(
                app.port(),
                "GET /rows/" + id + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n",
                new byte[0]);
    }
}
