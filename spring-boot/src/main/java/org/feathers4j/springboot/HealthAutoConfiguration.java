package org.feathers4j.springboot;

import org.feathers4j.Application;
import org.feathers4j.Plugin;
import org.feathers4j.health.Health;
import org.feathers4j.health.HealthOptions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** {@code /health} and {@code /ready} on the server of the application, and the same as {@code feathers} in the health of Spring's Actuator. */
@AutoConfiguration
@ConditionalOnClass(Health.class)
@ConditionalOnBooleanProperty(
        name = {"feathers.health.enabled", "feathers.server.enabled"},
        matchIfMissing = true)
public class HealthAutoConfiguration {
    HealthAutoConfiguration() {}

    @Bean
    @Order(FeathersAutoConfiguration.OBSERVATION)
    @ConditionalOnMissingBean(parameterizedContainer = Plugin.class)
    Plugin<Health> feathersHealth(OptionsReader options) {
        return Health.create(options.read("feathers.health", HealthOptions.Builder.class));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class InActuator {
        @Bean
        @ConditionalOnMissingBean(name = "feathersHealthIndicator")
        FeathersHealthIndicator feathersHealthIndicator(Application app) {
            return new FeathersHealthIndicator(app);
        }
    }
}
