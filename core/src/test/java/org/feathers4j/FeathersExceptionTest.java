package org.feathers4j;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FeathersExceptionTest {
    @Test
    void a_message_has_arguments_only_when_there_are_some() {
        assertThat(FeathersException.notFound("No record found for id '%s'", 7).message())
                .isEqualTo("No record found for id '7'");
        assertThat(FeathersException.badRequest("100% wrong").message()).isEqualTo("100% wrong");
    }

    @Test
    void a_list_of_data_stays_as_it_is() {
        FeathersException error = FeathersException.badRequest("bad").withData(List.of(1, 2));
        assertThat(error.data()).isEqualTo(List.of(1, 2));
        assertThat(error.message()).isEqualTo("bad");
    }

    @Test
    void the_message_in_data_replaces_the_message_unless_it_is_empty() {
        FeathersException error = FeathersException.badRequest("outer");
        assertThat(error.withData(Map.of("message", "inner", "a", 1)).message()).isEqualTo("inner");
        assertThat(error.withData(Map.of("message", "inner", "a", 1)).data()).isEqualTo(Map.of("a", 1));
        assertThat(error.withData(Map.of("message", "")).message()).isEqualTo("outer");
    }

    @Test
    void the_errors_in_data_become_errors_and_data_may_be_left_empty() {
        FeathersException error =
                FeathersException.badRequest("bad").withData(Map.of("errors", Map.of("name", "required")));
        assertThat(error.errors()).isEqualTo(Map.of("name", "required"));
        assertThat(error.data()).isEqualTo(Map.of());
        assertThat(error.toJson()).containsEntry("data", Map.of());
    }

    @Test
    void copies_keep_everything_else() {
        var cause = new IOException("disk");
        FeathersException error = FeathersException.named("QuotaExceeded", 429, "quota-exceeded", "too much")
                .withCause(cause)
                .withErrors(List.of("a"))
                .withData(Map.of("b", 1));
        assertThat(error).hasCause(cause);
        assertThat(error.kind()).isEqualTo(ErrorKind.OTHER);
        assertThat(error.toJson())
                .containsExactlyEntriesOf(
                        FeathersException.fromJson(error.toJson()).toJson())
                .containsEntry("name", "QuotaExceeded")
                .containsEntry("code", 429)
                .containsEntry("className", "quota-exceeded");
        assertThat(error.getStackTrace()[0].getMethodName()).isNotEqualTo("copy");
    }

    @Test
    void the_json_form_has_feathers_order_and_no_stack() {
        FeathersException error = FeathersException.conflict("c").withErrors(1).withData(Map.of("d", 1));
        assertThat(error.toJson().keySet()).containsExactly("name", "message", "code", "className", "data", "errors");
        assertThat(FeathersException.conflict("c").toJson().keySet())
                .containsExactly("name", "message", "code", "className");
    }

    @Test
    void any_other_exception_becomes_a_general_error_with_its_message() {
        FeathersException error = FeathersException.from(new IOException("disk full"));
        assertThat(error.kind()).isEqualTo(ErrorKind.GENERAL_ERROR);
        assertThat(error.message()).isEqualTo("disk full");
        assertThat(error).hasCauseInstanceOf(IOException.class);
        assertThat(FeathersException.from(new NullPointerException()).message()).isEqualTo("NullPointerException");
        assertThat(FeathersException.from(error)).isSameAs(error);
    }

    @Test
    void the_text_form_names_the_error_but_keeps_its_data() {
        assertThat(FeathersException.badRequest("bad").withData(Map.of("password", "secret")))
                .hasToString("BadRequest: bad (data [password])");
        assertThat(FeathersException.notFound("gone")).hasToString("NotFound: gone");
    }

    @Test
    void a_foreign_name_comes_back_with_a_class_name_and_its_other_members() {
        FeathersException error = FeathersException.fromJson(
                Map.of("name", "OutOfPaper", "message", "m", "code", "ENOPAPER", "tray", 2, "stack", "at ..."));
        assertThat(error.className()).isEqualTo("out-of-paper");
        assertThat(error.code()).isEqualTo(500);
        assertThat(error.toJson())
                .containsEntry("tray", 2)
                .containsEntry("errorCode", "ENOPAPER")
                .doesNotContainKey("stack");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
    void every_kind_survives_the_way_through_json(ErrorKind kind) {
        FeathersException there = FeathersException.of(kind, "m");
        FeathersException here = FeathersException.fromJson(there.toJson());
        assertThat(here.kind()).isEqualTo(kind);
        assertThat(here.toJson()).isEqualTo(there.toJson());
    }
}
