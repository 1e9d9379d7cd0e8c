package org.feathers4j.server;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class XxHash64Test {
    /** Published results of other implementations (README of python-xxhash and the tests of xxhash for Go); lengths of every branch. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "as, 1c330fb2d66be179",
        "asd, 631c37ce72a97393",
        "asdf, 415872f599cea71e",
        "abc, 44bc2cf5ad770999",
        "xxhash, 32dd38952c4bc720",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1",
        "Call me Ishmael. Some years ago--never mind how long precisely-, 02a2e85470d6fd96"
    })
    void hashes_as_other_implementations_do(String text, String hash) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(XxHash64.of(bytes, bytes.length)).isEqualTo(Long.parseUnsignedLong(hash, 16));
        byte[] longer = (text + "rest of the array").getBytes(StandardCharsets.UTF_8);
        assertThat(XxHash64.of(longer, bytes.length)).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }
}
