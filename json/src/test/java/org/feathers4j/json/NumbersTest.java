package org.feathers4j.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NumbersTest {
    @Test
    void doubles_are_written_as_node_writes_them() {
        for (String line : Golden.lines("numbers.txt")) {
            String[] parts = line.split(" ", 2);
            double number = Double.longBitsToDouble(Long.parseUnsignedLong(parts[0], 16));
            assertThat(Json.text(number)).as(parts[0]).isEqualTo(parts[1]);
        }
    }

    @Test
    void doubles_are_read_to_the_last_bit() {
        for (String line : Golden.lines("numbers.txt")) {
            String[] parts = line.split(" ", 2);
            if (parts[1].equals("null")) continue;
            double number = Double.longBitsToDouble(Long.parseUnsignedLong(parts[0], 16));
            var read = (Number) Json.parse(parts[1]);
            assertThat(read).isNotNull();
            // zero has lost its sign on the way
            assertThat(read.doubleValue()).as(line).isEqualTo(number == 0 ? 0.0 : number);
            assertThat(Json.text(read)).isEqualTo(parts[1]);
        }
    }

    @Test
    void integers_are_read_into_the_smallest_type_that_holds_them() {
        assertThat(read("0")).isEqualTo(0);
        assertThat(read("2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertThat(read("-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThat(read("2147483648")).isEqualTo(2147483648L);
        assertThat(read("9007199254740993")).isEqualTo(9007199254740993L);
        assertThat(read("999999999999999999")).isEqualTo(999999999999999999L);
        assertThat(read("1000000000000000000")).isEqualTo(1000000000000000000L);
        assertThat(read("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(read("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(read("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(read("-9223372036854775809")).isEqualTo(new BigInteger("-9223372036854775809"));
        assertThat(read("12345678901234567890")).isEqualTo(new BigInteger("12345678901234567890"));
        // as JavaScript writes the double next to it
        assertThat(read("12345678901234567000")).isEqualTo(1.2345678901234567e19);
    }

    @Test
    void digits_that_a_double_does_not_have_are_kept() {
        for (String digits : List.of("12345678901234567890.25", "0.1000000000000000055", "-1E+400", "1E-400"))
            assertThat(read(digits)).as(digits).isEqualTo(new BigDecimal(digits));
        for (String digits :
                List.of("0.1", "0.30000000000000004", "1.7976931348623157E308", "4.9E-324", "123456.789012345"))
            assertThat(read(digits)).as(digits).isEqualTo(Double.valueOf(digits));
        assertThat(read("1.00000000000000000000")).isEqualTo(1);
        assertThat(read("0.00")).isEqualTo(0);
    }

    @Test
    void an_exponent_that_nobody_could_compute_with_is_read_as_in_javascript() {
        assertThat(read("1e99999")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(read("1e-99999")).isEqualTo(0);
        assertThat(read("-1e99999999999")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void there_is_one_kind_of_number() {
        assertThat(read("1.0")).isEqualTo(1);
        assertThat(read("1e3")).isEqualTo(1000);
        assertThat(read("1E+10")).isEqualTo(10_000_000_000L);
        assertThat(read("12.50e1")).isEqualTo(125);
        assertThat(read("-0")).isEqualTo(0);
        assertThat(read("-0.0")).isEqualTo(0);
        assertThat(read("1.5")).isEqualTo(1.5);
        assertThat(read("1e18")).isEqualTo(1e18);
    }

    @Test
    void other_numbers_are_written_as_their_digits() {
        assertThat(Json.text(List.of(Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE)))
                .isEqualTo("[-9223372036854775808,9223372036854775807,-2147483648]");
        assertThat(Json.text(List.of(0, 9, 10, 99, 100, -1, -10, 999_999_999_999L)))
                .isEqualTo("[0,9,10,99,100,-1,-10,999999999999]");
        assertThat(Json.text(List.of((short) -3, (byte) 7, new AtomicInteger(8), new AtomicLong(9))))
                .isEqualTo("[-3,7,8,9]");
        assertThat(Json.text(List.of(0.1f, 16777216f, -0f, 1.5e-7f, 3.4028235e38f, Float.NaN)))
                .isEqualTo("[0.1,16777216,0,1.5e-7,3.4028235e+38,null]");
        assertThat(Json.text(new BigInteger("123456789012345678901234567890")))
                .isEqualTo("123456789012345678901234567890");
        assertThat(Json.text(List.of(new BigDecimal("1E+3"), new BigDecimal("1.50"), new BigDecimal("1E-7"))))
                .isEqualTo("[1000,1.50,0.0000001]");
    }

    @Test
    void a_decimal_with_a_gigantic_exponent_does_not_become_a_gigantic_text() {
        assertThat(Json.text(new BigDecimal("1E+1000000000"))).isEqualTo("1E+1000000000");
        assertThat(Json.text(new BigDecimal("1E-1000000000"))).isEqualTo("1E-1000000000");
    }

    @Test
    void a_number_longer_than_the_limit_is_refused() {
        String longest = "1".repeat(1000);
        assertThat(read(longest)).isEqualTo(new BigInteger(longest));
        assertThatThrownBy(() -> read(longest + "1")).hasMessageContaining("number is longer than 1000 characters");
        assertThatThrownBy(() -> read("0." + longest)).hasMessageContaining("number is longer");
        assertThatThrownBy(() -> read("1".repeat(10_000_000))).hasMessageContaining("number is longer");
    }

    private static Object read(String text) {
        Object value = Json.parse(text);
        assertThat(value).isNotNull();
        return value;
    }
}
