package org.feathers4j.springboot;

import org.feathers4j.Application;
import org.feathers4j.Plugin;
import org.feathers4j.server.Server;
import org.feathers4j.server.ServerOptions;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * The application as a bean, with the server and all further beans that are a {@link Plugin}, in the order of {@code @Order}. It is configured here, has its {@linkplain FeathersService services} when all
 * beans are there, and listens from the start of the context to its end.
 */
@AutoConfiguration
@EnableConfigurationProperties(FeathersProperties.class)
public class FeathersAutoConfiguration {
    /** The place of the server among the plugins: before all that mounts something on it. */
    public static final int SERVER = Ordered.HIGHEST_PRECEDENCE + 100;

    /** The place of the mesh: behind the server. */
    public static final int DISTRIBUTION = SERVER + 100;

    /** The place of health, metrics and traces: behind the mesh. */
    public static final int OBSERVATION = DISTRIBUTION + 100;

    FeathersAutoConfiguration() {}

    @Bean
    OptionsReader feathersOptions(Environment environment, BeanFactory beans) {
        return new OptionsReader(environment, beans);
    }

    @Bean
    @ConditionalOnMissingBean
    Application feathers(FeathersProperties properties, ObjectProvider<Plugin<?>> plugins) {
        var app = Application.create().exposeMessages(properties.exposeMessages());
        properties.settings().forEach((name, value) -> {
            Object json = Settings.json(value);
            if (json != null) app.set(name, json);
        });
        plugins.orderedStream().forEach(app::configure);
        return app;
    }

    @Bean
    @Order(SERVER)
    @ConditionalOnBooleanProperty(name = "feathers.server.enabled", matchIfMissing = true)
    @ConditionalOnMissingBean(parameterizedContainer = Plugin.class)
    Plugin<Server> feathersServer(OptionsReader options) {
        // the port is that of listen, by which the application knows it
        return Server.create(options.read("feathers.server", ServerOptions.Builder.class, "port"));
    }

    @Bean
    ServiceBeans feathersServices(
            Application app,
            ConfigurableListableBeanFactory beans,
            ObjectProvider<ServiceCustomizer> serviceCustomizers,
            ObjectProvider<ApplicationCustomizer> customizers) {
        return new ServiceBeans(app, beans, serviceCustomizers, customizers);
    }

    @Bean
    FeathersLifecycle feathersLifecycle(
            Application app, FeathersProperties properties, ConfigurableEnvironment environment) {
        return new FeathersLifecycle(app, properties.server().port(), environment);
    }
}
