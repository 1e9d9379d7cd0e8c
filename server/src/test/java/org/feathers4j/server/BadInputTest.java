package org.feathers4j.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** Whatever is sent: a clear answer or a closed connection, and the next good request works. */
class BadInputTest {
    private static final int CUT = 0;
    private static final String POST = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static FixtureA fixture;

    @BeforeAll
    static void start() {
        fixture = new FixtureA(o -> o.idleTimeout(ofSeconds(1)).bodyTimeout(ofSeconds(1)));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @AfterEach
    void the_next_good_request_works() {
        assertThat(RawHttp.post(fixture.port(), "/echo", "{\"a\":1}").status()).isEqualTo(201);
    }

    private static RawHttp connect() {
        return new RawHttp(fixture.port());
    }

    private static void check(Answer answer, int status, String name) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(Vectors.object(answer.json()).get("name")).isEqualTo(name);
        assertThat(Vectors.object(answer.json()).get("code")).isEqualTo(status);
    }

    @Test
    void a_body_that_announces_to_be_too_large_is_413_and_the_connection_stays_usable() {
        try (var http = connect()) {
            http.send(POST + "Content-Length: 102401\r\n\r\n");
            check(http.answer(), 413, "PayloadTooLarge");
            http.send(new byte[102_401]);
            http.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void a_chunked_body_that_grows_too_large_is_413() {
        try (var http = connect()) {
            http.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
            for (int i = 0; i < 13; i++) http.send(chunk);
            check(http.answer(), 413, "PayloadTooLarge");
            http.send("0\r\n\r\nGET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void who_does_not_stop_sending_is_cut_off() {
        try (var http = connect()) {
            http.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "40000\r\n" + "x".repeat(0x40000) + "\r\n";
            Eventually.await(ofSeconds(20), "the end of the connection", () -> !sends(http, chunk));
        }
    }

    private static boolean sends(RawHttp http, String text) {
        try {
            http.send(text);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void a_few_bytes_that_stand_for_many_are_413() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[50 << 20]);
        }
        try (var http = connect()) {
            http.send(POST + "Content-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n");
            http.send(bytes.toByteArray());
            check(http.answer(), 413, "PayloadTooLarge");
        }
    }

    @Test
    void a_url_that_is_too_long_is_414() {
        check(RawHttp.get(fixture.port(), "/" + "x".repeat(20_000)), 414, "UriTooLong");
    }

    @Test
    void headers_that_are_too_large_are_431() {
        String head = "GET /echo HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n";
        check(RawHttp.request(fixture.port(), head, new byte[0]), 431, "HeadersTooLarge");
    }

    @Test
    void json_that_is_too_deep_is_400() {
        check(RawHttp.post(fixture.port(), "/echo", "[".repeat(50_000)), 400, "BadRequest");
        check(RawHttp.post(fixture.port(), "/echo", "{\"a\":".repeat(10_000)), 400, "BadRequest");
    }

    @Test
    void half_a_head_and_then_silence_ends_the_connection() {
        try (var http = connect()) {
            http.send("GET /echo HTTP/1.1\r\nHos");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void a_head_that_comes_a_byte_at_a_time_ends_the_connection() {
        try (var http = connect()) {
            http.send("GET /echo HTTP/1.1\r\nX-Drip: ");
            Eventually.await(ofSeconds(20), "the end of the connection", () -> !sends(http, "x"));
        }
    }

    @Test
    void silence_after_a_good_request_ends_the_connection() {
        try (var http = connect()) {
            http.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void half_a_body_and_then_silence_is_408_and_ends_the_connection() {
        try (var http = connect()) {
            http.send(POST + "Content-Length: 100\r\n\r\n{\"a\":");
            Answer answer = http.answer();
            check(answer, 408, "Timeout");
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void what_comes_after_a_body_is_taken_for_a_request_and_refused() {
        try (var http = connect()) {
            http.send(POST + "Content-Length: 2\r\n\r\n{}\"more\":1}\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(201);
            check(http.answer(), 400, "BadRequest");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void garbage_after_a_good_request_is_refused_after_its_answer() {
        try (var http = connect()) {
            http.send("GET /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n\u0001\u0002garbage\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            check(http.answer(), 400, "BadRequest");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void a_broken_chunk_ends_the_connection() {
        try (var http = connect()) {
            http.send(POST + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: abc",
                "Content-Length: 99999999999999999999",
                "Content-Length: 2\r\nContent-Length: 3",
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, chunked",
                "No colon here",
                "X-Null: a\u0000b"
            })
    void a_head_that_makes_no_sense_is_400_or_ends_the_connection(String header) {
        try (var http = connect()) {
            http.send(POST + header + "\r\n\r\n{}");
            try {
                assertThat(http.answer().status()).isBetween(400, 499);
            } catch (UncheckedIOException e) {
                assertThat(e).hasMessageContaining("closed");
            }
        }
    }

    @Test
    void another_version_of_http_or_none_at_all_is_refused() {
        try (var http = connect()) {
            http.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(501);
        }
        try (var http = connect()) {
            http.send("\u0016\u0003\u0001 hello\r\n\r\n");
            check(http.answer(), 400, "BadRequest");
        }
    }

    @Test
    void ten_thousand_parameters_are_refused_and_empty_pieces_are_none() {
        String fields = "a&".repeat(10_000);
        String head =
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + fields.length() + "\r\n\r\n";
        check(RawHttp.request(fixture.port(), head, fields.getBytes(StandardCharsets.UTF_8)), 413, "PayloadTooLarge");
        check(RawHttp.get(fixture.port(), "/echo?" + "a&".repeat(7_000)), 400, "BadRequest");
        assertThat(RawHttp.get(fixture.port(), "/echo?" + "&".repeat(10_000) + "b=1")
                        .body())
                .contains("\"b\"");
    }

    @Test
    void a_hook_cannot_send_what_http_cannot_carry() {
        check(RawHttp.get(fixture.port(), "/http/badStatus"), 500, "GeneralError");
        Answer answer = RawHttp.get(fixture.port(), "/http/split");
        check(answer, 500, "GeneralError");
        assertThat(answer.header("x-evil")).isNull();
    }

    /** Where two servers in a row disagree about where a request ends, the second request of this would be somebody else's answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 55\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 55",
                "Content-Length: 0\r\nContent-Length: 55",
                "Content-Length: 0, 55",
                "Content-Length: +0",
                "Content-Length: 0x37",
                "Content-Length : 0",
                "Content-Length: 55\r\nTransfer-Encoding : chunked",
                "Content-Length: 55\r\nTransfer-Encoding:\u000bchunked",
                "Content-Length: 55\r\nTransfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked, identity\r\nContent-Length: 55",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"
            })
    void no_request_is_smuggled_in_the_body_of_another(String header) {
        try (var http = connect()) {
            http.send(
                    POST + header + "\r\n\r\n0\r\n\r\nGET /readonly/smuggled HTTP/1.1\r\nHost: x\r\nX-Pad: 1\r\n\r\n");
            String all = http.rest();
            assertThat(all).doesNotContain("{\"id\":\"smuggled\"}");
            assertThat(all.split("HTTP/1.1 ", -1)).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void a_chunk_that_lies_about_its_length_ends_the_connection() {
        for (String length : new String[] {"-1", "ffffffffffffffffff", "2 ", "0x2", "2;" + "x".repeat(20_000)})
            try (var http = connect()) {
                http.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + length + "\r\n{}\r\n0\r\n\r\n");
                assertThat(http.rest()).as(length).doesNotContain("HTTP/1.1 5");
            }
    }

    @Test
    void who_resets_the_connection_in_the_middle_of_anything_is_forgotten() {
        for (String begun : new String[] {
            "GET /echo/1 HT", POST + "Content-Length: 100\r\n\r\n{", "GET /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n"
        }) {
            var http = connect();
            http.send(begun);
            http.reset();
        }
    }

    @Test
    void who_ends_his_half_of_the_connection_too_early_is_hung_up_on() {
        try (var http = connect()) {
            http.send(POST + "Content-Length: 100\r\n\r\n{\"a\":");
            http.endOutput();
            assertThat(http.rest()).doesNotContain("201");
        }
    }

    @Test
    void a_query_of_any_form_is_answered_up_to_the_longest_url() {
        for (String query :
                new String[] {"a[b]".repeat(4000), "%".repeat(16_000), "&=".repeat(8000), "a[]=&".repeat(3200)})
            assertThat(RawHttp.get(fixture.port(), "/echo?" + query).status())
                    .as(query)
                    .isEqualTo(query.startsWith("%") ? 200 : 400);
        assertThat(RawHttp.get(fixture.port(), "/echo?" + "a".repeat(17_000)).status())
                .isEqualTo(414);
    }

    /** The server does not read to the end, so that neither the request nor the answer need get through. */
    private static int statusOrCut(String url) {
        try {
            return RawHttp.get(fixture.port(), url).status();
        } catch (UncheckedIOException e) {
            return CUT;
        }
    }

    @Test
    void a_url_that_goes_on_and_on_is_cut_off_and_nobody_else_notices() {
        assertThat(statusOrCut("/echo?" + "a".repeat(1 << 20))).isIn(414, CUT);
        assertThat(RawHttp.get(fixture.port(), "/echo").status()).isEqualTo(200);
    }
}
