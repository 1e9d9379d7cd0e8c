package org.feathers4j;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Expected texts are what Node prints for {@code String(value)}; module json checks many more of them. */
class JsNumbersTest {
    @Test
    void integers_are_of_the_smallest_type_that_holds_them() {
        assertThat(JsNumbers.whole(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(JsNumbers.whole(1L + Integer.MAX_VALUE)).isEqualTo(1L + Integer.MAX_VALUE);
        assertThat(JsNumbers.whole(Integer.MIN_VALUE - 1L)).isEqualTo(Integer.MIN_VALUE - 1L);
    }

    @Test
    void doubles_that_are_integers_are_integers_as_far_as_each_has_a_double_of_its_own() {
        assertThat(JsNumbers.of(1.0)).isEqualTo(1);
        assertThat(JsNumbers.of(-0.0)).isEqualTo(0);
        assertThat(JsNumbers.of(0x1p53)).isEqualTo(1L << 53);
        assertThat(JsNumbers.of(0x1p53 + 2)).isEqualTo(0x1p53 + 2);
        assertThat(JsNumbers.of(1.5)).isEqualTo(1.5);
        assertThat(JsNumbers.of(Double.NaN)).isEqualTo(Double.NaN);
    }

    @Test
    void texts_are_those_of_javascript() {
        assertThat(JsNumbers.text(1.0)).isEqualTo("1");
        assertThat(JsNumbers.text(-0.0)).isEqualTo("0");
        assertThat(JsNumbers.text(-1.5)).isEqualTo("-1.5");
        assertThat(JsNumbers.text(1e20)).isEqualTo("100000000000000000000");
        assertThat(JsNumbers.text(1e21)).isEqualTo("1e+21");
        assertThat(JsNumbers.text(-1.5e-7)).isEqualTo("-1.5e-7");
        assertThat(JsNumbers.text(0.000001)).isEqualTo("0.000001");
        assertThat(JsNumbers.text(12345678.5)).isEqualTo("12345678.5");
        assertThat(JsNumbers.text(Double.MIN_VALUE)).isEqualTo("5e-324");
        assertThat(JsNumbers.text(Double.NaN)).isEqualTo("NaN");
        assertThat(JsNumbers.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(JsNumbers.text(0.1f)).isEqualTo("0.1");
    }
}
