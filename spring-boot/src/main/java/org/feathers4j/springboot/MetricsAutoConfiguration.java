package org.feathers4j.springboot;

import io.micrometer.core.instrument.MeterRegistry;
import org.feathers4j.Plugin;
import org.feathers4j.micrometer.Metrics;
import org.feathers4j.micrometer.MetricsOptions;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Meters of services, mesh and sockets in the registry of Spring's Actuator. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass({Metrics.class, MeterRegistry.class})
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "feathers.metrics.enabled", matchIfMissing = true)
public class MetricsAutoConfiguration {
    MetricsAutoConfiguration() {}

    @Bean
    @Order(FeathersAutoConfiguration.OBSERVATION)
    @ConditionalOnMissingBean(parameterizedContainer = Plugin.class)
    Plugin<Metrics> feathersMetrics(OptionsReader options, MeterRegistry registry) {
        return Metrics.create(o -> {
            o.registry(registry);
            options.read("feathers.metrics", MetricsOptions.Builder.class).accept(o);
        });
    }
}
