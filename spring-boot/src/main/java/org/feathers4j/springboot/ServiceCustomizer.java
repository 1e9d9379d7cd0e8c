package org.feathers4j.springboot;

import org.feathers4j.ServiceOptions;

/**
 * A bean that sets options of the services that are beans: hooks, events, methods.
 *
 * <pre>{@code
 * @Bean
 * ServiceCustomizer audit(Audit audit) {
 *     return (path, options) -> options.hooks(h -> h.after(context -> audit.add(path, context.method())));
 * }
 * }</pre>
 *
 * <p>Several run in the order of {@code @Order}.
 */
@FunctionalInterface
public interface ServiceCustomizer {
    /**
     * Called once for each service, on the thread that starts the context, before the service is registered.
     *
     * @param path of the service, as its {@link FeathersService} has it
     */
    void customize(String path, ServiceOptions.Builder options);
}
