package org.feathers4j.springboot;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Registers the services when all beans are there: services may then have the application injected, and the application need not wait for them. */
final class ServiceBeans implements SmartInitializingSingleton {
    private final Application app;
    private final ConfigurableListableBeanFactory beans;
    private final ObjectProvider<ServiceCustomizer> serviceCustomizers;
    private final ObjectProvider<ApplicationCustomizer> customizers;

    ServiceBeans(
            Application app,
            ConfigurableListableBeanFactory beans,
            ObjectProvider<ServiceCustomizer> serviceCustomizers,
            ObjectProvider<ApplicationCustomizer> customizers) {
        this.app = app;
        this.beans = beans;
        this.serviceCustomizers = serviceCustomizers;
        this.customizers = customizers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String name : beans.getBeanNamesForAnnotation(FeathersService.class)) {
            FeathersService annotation = beans.findAnnotationOnBean(name, FeathersService.class);
            if (annotation != null) use(annotation.value(), name);
        }
        customizers.orderedStream().forEach(each -> each.customize(app));
    }

    private void use(String path, String name) {
        if (!(beans.getBean(name) instanceof Service service))
            throw new IllegalStateException(
                    "The bean '%s' is annotated with @FeathersService(\"%s\") and is no org.feathers4j.Service"
                            .formatted(name, path));
        app.use(
                path,
                service,
                options -> serviceCustomizers.orderedStream().forEach(each -> each.customize(path, options)));
    }
}
