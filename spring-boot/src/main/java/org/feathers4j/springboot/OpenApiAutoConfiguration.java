package org.feathers4j.springboot;

import org.feathers4j.Plugin;
import org.feathers4j.openapi.OpenApi;
import org.feathers4j.openapi.OpenApiOptions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** {@code /openapi.json}, {@code /docs} and the other documents of the services on the server of the application. */
@AutoConfiguration
@ConditionalOnClass(OpenApi.class)
@ConditionalOnBooleanProperty(
        name = {"feathers.openapi.enabled", "feathers.server.enabled"},
        matchIfMissing = true)
public class OpenApiAutoConfiguration {
    OpenApiAutoConfiguration() {}

    @Bean
    @Order(FeathersAutoConfiguration.OBSERVATION)
    @ConditionalOnMissingBean(parameterizedContainer = Plugin.class)
    Plugin<OpenApi> feathersOpenApi(OptionsReader options) {
        return OpenApi.create(options.read("feathers.openapi", OpenApiOptions.Builder.class));
    }
}
