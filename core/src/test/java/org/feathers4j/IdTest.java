package org.feathers4j;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdTest {
    @Test
    void numbers_that_are_equal_in_json_are_the_same_id() {
        assertThat(new Id(1L)).isEqualTo(new Id(1)).isEqualTo(new Id(1.0)).isEqualTo(new Id((short) 1));
        assertThat(Id.of(1).value()).isEqualTo(1);
        assertThat(new Id(1e10)).isEqualTo(Id.of(10_000_000_000L));
        assertThat(new Id(-0.0)).isEqualTo(Id.of(0));
    }

    @Test
    void what_does_not_fit_into_a_whole_number_stays() {
        assertThat(new Id(1.5).value()).isEqualTo(1.5);
        assertThat(new Id(1e300).value()).isEqualTo(1e300);
        assertThat(new Id(Double.NaN).value()).isEqualTo(Double.NaN);
        assertThat(Id.of(Long.MIN_VALUE).value()).isEqualTo(Long.MIN_VALUE);
        assertThat(new Id(-0x1p63 * 2).value()).isEqualTo(-0x1p63 * 2);
    }

    @Test
    void a_number_and_its_text_are_different_ids_with_the_same_text() {
        assertThat(Id.of("1")).isNotEqualTo(Id.of(1));
        assertThat(Id.of("1").text()).isEqualTo(Id.of(1).text()).isEqualTo("1");
        assertThat(new Id(1e10).text()).isEqualTo("10000000000");
    }

    @Test
    void null_means_no_id_and_an_id_stays_one() {
        assertThat(Id.ofNullable(null)).isNull();
        assertThat(Id.ofNullable("a")).isEqualTo(Id.of("a"));
        assertThat(Id.ofNullable(Id.of("a"))).isEqualTo(Id.of("a"));
    }

    @Test
    void numbers_and_their_texts_have_a_whole_number() {
        assertThat(Id.of(7).asLong()).isEqualTo(7);
        assertThat(Id.of("7").asLong()).isEqualTo(7);
        assertThat(Id.of(Long.MAX_VALUE).asLong()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seven", "1.5", "9223372036854775808"})
    void other_texts_belong_to_no_record(String text) {
        assertThatThrownBy(() -> Id.of(text).asLong())
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND))
                .hasMessage("No record found for id '%s'", text);
    }
}
