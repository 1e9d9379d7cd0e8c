package org.feathers4j.springboot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The slice starts the application on a port of its own, though its properties say otherwise. */
@FeathersTest(properties = "feathers.settings.place=Vienna")
@DirtiesContext // no application outlives its tests here
class FeathersTestTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Greeting {
        @Bean
        @FeathersService("greetings")
        Service.Finds greetings(Application app) {
            return Service.find(params -> List.of("Hello " + app.get("place")));
        }
    }

    private final Application app;
    private final int port;

    @Autowired
    FeathersTestTest(Application app, @LocalFeathersPort int port) {
        this.app = app;
        this.port = port;
    }

    @Test
    void the_application_and_its_port_are_injected() throws Exception {
        assertThat(port).isEqualTo(app.port()).isPositive();
        try (var http = HttpClient.newHttpClient()) {
            URI url = URI.create("http://127.0.0.1:%d/greetings".formatted(port));
            assertThat(http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("[\"Hello Vienna\"]");
        }
    }
}
