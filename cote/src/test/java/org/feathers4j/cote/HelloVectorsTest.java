package org.feathers4j.cote;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.feathers4j.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HelloVectorsTest {
    @TestFactory
    Stream<DynamicTest> hellos_are_read_and_written_as_Node_does() {
        return Stream.of("hello-packets", "version-2.4.0")
                .flatMap(Vectors::cases)
                .filter(each -> each.has("datagram"))
                .map(each -> Vectors.test(each, one -> {
                    String datagram = one.text("datagram");
                    Hello hello = Hello.parse(utf8(datagram)).orElseThrow();
                    assertThat(new String(hello.toBytes(), StandardCharsets.UTF_8))
                            .isEqualTo(datagram);
                }));
    }

    @TestFactory
    Stream<DynamicTest> enciphered_hellos_too() {
        return Vectors.cases("hello-encrypted-and-redis")
                .filter(each -> each.has("keyOption"))
                .map(each -> Vectors.test(each, one -> {
                    var cipher = new HelloCipher(one.text("keyOption"));
                    byte[] datagram =
                            Vectors.bytes(one.text(one.has("datagramHex") ? "datagramHex" : "redisMessageHex"));
                    byte[] plain = cipher.decrypt(datagram).orElseThrow();
                    assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(one.text("plainText"));
                    assertThat(cipher.encrypt(plain)).isEqualTo(datagram);
                    assertThat(new HelloCipher("another").decrypt(datagram)).isEmpty();
                }));
    }

    @Test
    void what_is_no_cipher_text_cannot_be_deciphered() {
        var cipher = new HelloCipher("secret");
        for (String datagram : List.of("{}", "garbage", "\u20ac", "x".repeat(16)))
            assertThat(cipher.decrypt(utf8(datagram))).isEmpty();
        assertThat(cipher.decrypt(Vectors.bytes("ff00ff00"))).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> what_harms_Node_is_not_taken_for_a_hello() {
        return Vectors.cases("robustness")
                .filter(each -> each.text("area").equals("discovery"))
                .map(each -> Vectors.test(each, one -> {
                    byte[] datagram = datagram(one.object("input"));
                    boolean usable = Hello.parse(datagram)
                            .filter(hello -> hello.advertisement().appUuid().isPresent())
                            .isPresent();
                    assertThat(usable).isFalse();
                }));
    }

    private static byte[] datagram(Vectors.Case input) {
        if (input.has("datagram")) return utf8(input.text("datagram"));
        String advertisement = Json.text(input.value("advertisement"));
        return utf8("{\"event\":\"hello\",\"pid\":\"p\",\"iid\":\"i\",\"data\":{\"advertisement\":%s}}"
                .formatted(advertisement));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "\"hello\"",
                "{\"event\":\"hello\"}",
                "{\"event\":\"hello\",\"iid\":7,\"data\":{\"advertisement\":{}}}",
                "{\"event\":\"hello\",\"iid\":\"\",\"data\":{\"advertisement\":{}}}",
                "{\"event\":\"hello\",\"iid\":\"i\",\"data\":null}",
                "{\"event\":\"hello\",\"iid\":\"i\",\"data\":{\"advertisement\":null}}",
                "{\"event\":\"hello\",\"iid\":\"i\",\"data\":{\"advertisement\":[]}}",
                "{\"event\":\"hello\",\"iid\":\"i\",\"data\":{\"advertisement\":{\"key\":5}}}",
                "{\"event\":\"hello\",\"iid\":\"i\",\"data\":{\"advertisement\":{\"axon_type\":{}}}}",
                "{\"event\":\"hello\",\"iid\":\"i\",\"data\":{\"advertisement\":{\"axon_type\":\"rep\",\"port\":0}}}",
                "{\"event\":\"hello\",\"iid\":\"i\",\"data\":{\"advertisement\":{\"axon_type\":\"rep\",\"port\":1.5}}}",
                "{\"event\":\"hello\",\"iid\":\"i\",\"data\":{\"advertisement\":{\"axon_type\":\"rep\",\"port\":65536}}}"
            })
    void nor_is_this(String datagram) {
        assertThat(Hello.parse(utf8(datagram))).isEmpty();
    }

    @Test
    void nor_is_deeply_nested_or_oversized_JSON() {
        assertThat(Hello.parse(utf8("[".repeat(10_000)))).isEmpty();
        assertThat(Hello.parse(new byte[70_000])).isEmpty();
    }

    @Test
    void the_weight_is_made_of_the_time_as_in_Node() {
        assertThat(Hellos.weight(1_795_475_282_501L)).isEqualTo(-0.1795475282501);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
