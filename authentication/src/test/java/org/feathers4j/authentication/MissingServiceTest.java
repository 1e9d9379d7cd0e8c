package org.feathers4j.authentication;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.authentication.AuthenticationHooks.authenticate;

/** An application whose hooks ask for tokens that nothing can check does not start. */
class MissingServiceTest {
    private final Application app = Application.create().use("notes", Service.find(params -> "all"));

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void authenticate_without_an_authentication_service_is_said_at_the_start() {
        app.service("notes").hooks(h -> h.before(authenticate("jwt", "local")));
        assertThatThrownBy(app::setup)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "authenticate(\"jwt\", \"local\") on service 'notes' needs an authentication service, which is not there:"
                                + " app.use(\"authentication\", new AuthenticationService(app)...)");
        assertThat(app.isSetUp()).isFalse();
    }

    @Test
    void a_hook_of_the_application_says_so_too() {
        app.hooks(h -> h.before(authenticate("jwt")));
        assertThatThrownBy(app::setup).hasMessageContaining("on service 'notes' needs an authentication service");
    }
}
