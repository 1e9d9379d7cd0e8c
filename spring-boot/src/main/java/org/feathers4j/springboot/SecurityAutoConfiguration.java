package org.feathers4j.springboot;

import org.feathers4j.Plugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/** Users of Spring Security for the calls of clients, when {@code feathers.security.enabled} says so. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration"
        })
@ConditionalOnClass({AuthenticationManager.class, BearerTokenAuthenticationToken.class, JwtDecoder.class})
@ConditionalOnBooleanProperty("feathers.security.enabled")
public class SecurityAutoConfiguration {
    SecurityAutoConfiguration() {}

    @Bean
    @Order(FeathersAutoConfiguration.SERVER + 50)
    @ConditionalOnMissingBean(parameterizedContainer = Plugin.class)
    Plugin<BearerUsers> feathersSecurity(
            FeathersProperties properties,
            ObjectProvider<AuthenticationManager> managers,
            ObjectProvider<JwtDecoder> decoders,
            ObjectProvider<UserMapping> mappings) {
        return BearerUsers.create(
                manager(managers, decoders),
                mappings.getIfAvailable(() -> UserMapping.NAME_AND_AUTHORITIES),
                properties.security().required());
    }

    private static AuthenticationManager manager(
            ObjectProvider<AuthenticationManager> managers, ObjectProvider<JwtDecoder> decoders) {
        AuthenticationManager manager = managers.getIfUnique();
        if (manager != null) return manager;
        JwtDecoder decoder = decoders.getIfUnique();
        if (decoder == null)
            throw new IllegalStateException(
                    "feathers.security.enabled needs one AuthenticationManager or one JwtDecoder as a bean");
        return new ProviderManager(new JwtAuthenticationProvider(decoder));
    }
}
