package org.feathers4j.server;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.feathers4j.Application;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a service gets of the bodies that clients send. */
class BodyValuesTest {
    private final Application app = Application.create();
    private final List<@Nullable Object> created = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.use("rows", new Service.Creates() {
            @Override
            public @Nullable Object create(@Nullable Object data, Params params) {
                created.add(data);
                return data;
            }
        });
        app.listen(0);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Answer post(String headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST /rows HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n".formatted(headers, bytes.length);
        return RawHttp.request(app.port(), head, bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=x",
                "application/xml",
                "text/xml",
                "text/plain",
                "text/plain; charset=nonsense",
                "application/octet-stream",
                "application/vnd.api+json"
            })
    void a_body_that_no_service_reads_is_415(String type) {
        Answer answer = post("Content-Type: " + type + "\r\n", "--x--");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains(type.split(";", 2)[0]);
        assertThat(created).isEmpty();
    }

    @Test
    void a_body_of_no_type_is_415() {
        assertThat(post("", "hello").status()).isEqualTo(415);
        assertThat(created).isEmpty();
    }

    @Test
    void a_number_keeps_its_digits_on_its_way_in_and_out() {
        String numbers = "{\"amount\":12345678901234567890.25,\"count\":123456789012345678901234567890,\"rate\":0.1}";
        Answer answer = post("Content-Type: application/json\r\n", numbers);
        assertThat(answer.body()).isEqualTo(numbers);
        assertThat(created)
                .containsExactly(Map.of(
                        "amount",
                        new BigDecimal("12345678901234567890.25"),
                        "count",
                        new BigInteger("123456789012345678901234567890"),
                        "rate",
                        0.1));
    }

    @Test
    void json_forms_and_nothing_at_all_are_read() {
        assertThat(post("Content-Type: application/json\r\n", "{\"a\":1}").body())
                .isEqualTo("{\"a\":1}");
        assertThat(post("Content-Type: application/x-www-form-urlencoded\r\n", "a=1")
                        .body())
                .isEqualTo("{\"a\":\"1\"}");
        assertThat(post("Content-Type: text/plain\r\n", "").body()).isEqualTo("{}");
    }
}
