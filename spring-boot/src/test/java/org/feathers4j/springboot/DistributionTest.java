package org.feathers4j.springboot;

import java.time.Duration;
import java.util.List;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.distributed.Distribution;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Two applications with Spring Boot on one mesh over cote. */
class DistributionTest {
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Provider {
        @Bean
        @FeathersService("greetings")
        Service.Finds greetings() {
            return Service.find(params -> List.of("Hello"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Consumer {}

    private static ConfigurableApplicationContext start(Class<?> configuration, String... arguments) {
        return new SpringApplicationBuilder(configuration)
                .properties(
                        "feathers.server.port=0",
                        "feathers.server.host=127.0.0.1",
                        "feathers.cote.broadcast=127.255.255.255",
                        "feathers.cote.port=23456",
                        "feathers.cote.hello-interval=200ms")
                .run(arguments);
    }

    @Test
    void a_service_is_called_over_the_mesh() {
        try (var provider = start(
                        Provider.class, "--feathers.distribution.enabled=true", "--feathers.distribution.key=boot");
                var consumer = start(Consumer.class, "--feathers.distribution.enabled=true")) {
            Distribution mesh = consumer.getBean(Application.class)
                    .plugin(Distribution.class)
                    .orElseThrow();
            assertThat(mesh.await("greetings", DEADLINE).find()).isEqualTo(List.of("Hello"));
            assertThat(mesh.owners("greetings")).hasSize(1);
            assertThat(provider.getBean(Application.class).plugin(Distribution.class))
                    .isPresent();
        }
    }

    @Test
    void no_mesh_is_joined_unless_it_is_enabled() {
        try (var context = start(Provider.class)) {
            assertThat(context.getBean(Application.class).plugin(Distribution.class))
                    .isEmpty();
        }
    }
}
