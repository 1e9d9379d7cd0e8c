package org.feathers4j.files;

import java.util.Locale;

import org.feathers4j.FeathersException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is pure, or nearly so. */
class SmallPartsTest {
    @Test
    void a_content_range_has_ascii_digits_in_every_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(new ByteRange(2, 3).header(10)).isEqualTo("bytes 2-4/10");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void plain_data_beyond_ascii_is_refused() {
        assertThat(DataUri.parse("data:,a%FCb").bytes()).containsExactly('a', 0xfc, 'b');
        for (String wrong : new String[] {"data:,aüb", "data:text/plain,€", "data:;base64,ü"})
            assertThatThrownBy(() -> DataUri.parse(wrong))
                    .isInstanceOfSatisfying(
                            FeathersException.class, e -> assertThat(e.code()).isEqualTo(400));
    }
}
