package org.feathers4j.springboot;

import io.opentelemetry.api.OpenTelemetry;
import org.feathers4j.Plugin;
import org.feathers4j.opentelemetry.Tracing;
import org.feathers4j.opentelemetry.TracingOptions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Spans of calls and events with the OpenTelemetry of the context. */
@AutoConfiguration(afterName = "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration")
@ConditionalOnClass({Tracing.class, OpenTelemetry.class})
@ConditionalOnSingleCandidate(OpenTelemetry.class)
@ConditionalOnBooleanProperty(name = "feathers.tracing.enabled", matchIfMissing = true)
public class TracingAutoConfiguration {
    TracingAutoConfiguration() {}

    @Bean
    @Order(FeathersAutoConfiguration.OBSERVATION)
    @ConditionalOnMissingBean(parameterizedContainer = Plugin.class)
    Plugin<Tracing> feathersTracing(OptionsReader options, OpenTelemetry openTelemetry) {
        return Tracing.create(o -> {
            o.openTelemetry(openTelemetry);
            options.read("feathers.tracing", TracingOptions.Builder.class).accept(o);
        });
    }
}
