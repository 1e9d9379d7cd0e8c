package org.feathers4j.springboot;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.TypedService;
import org.feathers4j.client.Client;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Clients with tokens that Spring Security checks: over REST, over sockets, and in front of methods with {@code @PreAuthorize}. */
class SecurityTest {
    private static final SecretKey KEY =
            new SecretKeySpec("a secret of 32 bytes for HS256..".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    record Note(@Nullable Integer id, String text) {}

    /** A typed service, which Spring wraps in a subclass of this class. */
    static class Notes implements TypedService.Creates<Note>, TypedService.Gets<Note> {
        @Override
        @PreAuthorize("hasAuthority('SCOPE_write')")
        public Note create(Note data, Params params) {
            return new Note(1, data.text());
        }

        @Override
        public Note get(Id id, Params params) {
            return new Note(1, "Hello");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableMethodSecurity
    static class Secured {
        @Bean
        JwtDecoder decoder() {
            return NimbusJwtDecoder.withSecretKey(KEY).build();
        }

        @Bean
        @FeathersService("notes")
        Notes notes() {
            return new Notes();
        }

        @Bean
        @FeathersService("users")
        Service.Finds users() {
            return Service.find(params -> params.get("user"));
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Secured.class)
                .properties(
                        "feathers.server.port=0", "feathers.server.host=127.0.0.1", "feathers.security.enabled=true")
                .run(arguments);
    }

    private static String token(String scope, Instant expires) {
        var claims = JwtClaimsSet.builder()
                .subject("ada")
                .claim("scope", scope)
                .issuedAt(expires.minus(Duration.ofDays(1)))
                .expiresAt(expires)
                .build();
        return new NimbusJwtEncoder(new ImmutableSecret<>(KEY))
                .encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                .getTokenValue();
    }

    private static String token(String scope) {
        return token(scope, Instant.now().plus(Duration.ofHours(1)));
    }

    private static String url(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:%d"
                .formatted(context.getBean(Application.class).port());
    }

    private static Client rest(ConfigurableApplicationContext context, String token) {
        return Client.rest(url(context), o -> o.header("Authorization", "Bearer " + token));
    }

    @Test
    void the_user_of_a_token_is_the_user_of_the_call() {
        try (var context = start();
                Client client = rest(context, token("read"))) {
            assertThat(client.service("users").find())
                    .isEqualTo(Map.of("id", "ada", "authorities", List.of("FACTOR_BEARER", "SCOPE_read")));
        }
    }

    @Test
    void a_socket_sends_its_token_in_the_handshake() {
        try (var context = start();
                Client client = Client.socket(url(context), o -> o.auth(Map.of("token", token("write"))))) {
            assertThat(client.service("notes").create(Map.of("text", "Hello")))
                    .isEqualTo(Map.of("id", 1, "text", "Hello"));
        }
    }

    @Test
    void a_method_says_who_may_call_it() {
        try (var context = start();
                Client client = rest(context, token("read"))) {
            assertThat(client.service("notes").get(1)).isEqualTo(Map.of("id", 1, "text", "Hello"));
            assertThatThrownBy(() -> client.service("notes").create(Map.of("text", "Hello")))
                    .isInstanceOfSatisfying(
                            FeathersException.class, e -> assertThat(e.code()).isEqualTo(403));
        }
    }

    @Test
    void tokens_that_are_missing_expired_or_forged_are_refused() {
        String expired = token("read", Instant.now().minus(Duration.ofHours(1)));
        try (var context = start()) {
            for (String each : List.of(expired, "forged", ""))
                try (Client client = rest(context, each)) {
                    assertThatThrownBy(() -> client.service("users").find())
                            .as(each)
                            .isInstanceOfSatisfying(
                                    FeathersException.class,
                                    e -> assertThat(e.code()).isEqualTo(401));
                }
        }
    }

    @Test
    void a_call_without_a_token_has_no_user_where_none_is_required() {
        try (var context = start("--feathers.security.required=false");
                Client anonymous = Client.rest(url(context));
                Client forged = rest(context, "forged")) {
            assertThat(anonymous.service("notes").get(1)).isEqualTo(Map.of("id", 1, "text", "Hello"));
            assertThatThrownBy(() -> anonymous.service("notes").create(Map.of("text", "Hello")))
                    .isInstanceOfSatisfying(
                            FeathersException.class, e -> assertThat(e.code()).isEqualTo(401));
            assertThatThrownBy(() -> forged.service("notes").get(1)).isInstanceOf(FeathersException.class);
        }
    }
}
