package org.feathers4j.springboot;

import org.feathers4j.Plugin;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cotelink.CoteLink;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.DistributionOptions;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.nats.NatsLink;
import org.feathers4j.nats.NatsOptions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Joins the mesh when {@code feathers.distribution.enabled} says so: over a bean that is a {@link MeshLink}, over NATS when it is enabled, or over cote. */
@AutoConfiguration
@ConditionalOnClass(Distribution.class)
@ConditionalOnBooleanProperty("feathers.distribution.enabled")
public class DistributionAutoConfiguration {
    DistributionAutoConfiguration() {}

    @Bean
    @Order(FeathersAutoConfiguration.DISTRIBUTION)
    @ConditionalOnMissingBean(parameterizedContainer = Plugin.class)
    Plugin<Distribution> feathersDistribution(OptionsReader options, ObjectProvider<MeshLink> link) {
        return Distribution.create(o -> {
            link.ifAvailable(o::link);
            options.read("feathers.distribution", DistributionOptions.Builder.class)
                    .accept(o);
        });
    }

    /** Before cote: it is enabled where it is wanted. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(NatsLink.class)
    @ConditionalOnBooleanProperty("feathers.nats.enabled")
    static class OverNats {
        @Bean
        @ConditionalOnMissingBean
        MeshLink feathersNatsLink(OptionsReader options) {
            return NatsLink.create(options.read("feathers.nats", NatsOptions.Builder.class));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CoteLink.class)
    @ConditionalOnBooleanProperty(name = "feathers.nats.enabled", havingValue = false, matchIfMissing = true)
    static class OverCote {
        @Bean
        @ConditionalOnMissingBean
        MeshLink feathersCoteLink(OptionsReader options) {
            return CoteLink.create(System.getenv(), options.read("feathers.cote", CoteOptions.Builder.class));
        }
    }
}
