package org.feathers4j.hooks;

import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.feathers4j.hooks.CommonHooks.hideInternalErrors;

/** What callers get of an application's internal errors; transports answer with the error that the call ends with. */
class HideInternalErrorsTest {
    private static FeathersException failing(RuntimeException error, Params params) {
        try (var app = Application.create().hooks(h -> h.error(hideInternalErrors()))) {
            app.use("things", Service.find(query -> {
                throw error;
            }));
            return FeathersException.from(catchThrowableOfType(
                    RuntimeException.class, () -> app.service("things").find(params)));
        }
    }

    @Test
    void clients_get_nothing_but_name_and_code() {
        for (String provider : new String[] {"rest", "socketio", "mesh"}) {
            Params client = Params.of(Map.of("provider", provider));
            for (ErrorKind kind : new ErrorKind[] {ErrorKind.GENERAL_ERROR, ErrorKind.UNAVAILABLE}) {
                var error = FeathersException.of(kind, "db7:5432 refused")
                        .withData(Map.of("table", "users"))
                        .withErrors(Map.of("sql", "SELECT"));
                assertThat(failing(error, client).toJson())
                        .isEqualTo(Map.of(
                                "name", kind.errorName(),
                                "code", kind.code(),
                                "className", kind.className(),
                                "message", "Something went wrong"));
            }
            var relayed = FeathersException.fromJson(Map.of(
                    "name", "GeneralError", "message", "at users.js:7", "code", 500, "stack", "Error: at users.js:7"));
            assertThat(failing(relayed, client).toJson().toString()).doesNotContain("users.js");
            assertThat(failing(new IllegalStateException("db7"), client).message())
                    .isEqualTo("Something went wrong");
        }
    }

    @Test
    void errors_of_the_caller_and_calls_inside_the_application_stay_as_they_are() {
        var mistake = FeathersException.badRequest("No such field").withData(Map.of("field", "x"));
        assertThat(failing(mistake, Params.of(Map.of("provider", "rest"))).toJson())
                .isEqualTo(mistake.toJson());
        var internal = FeathersException.generalError("db7").withData(Map.of("table", "users"));
        assertThat(failing(internal, Params.empty()).toJson()).isEqualTo(internal.toJson());
    }
}
