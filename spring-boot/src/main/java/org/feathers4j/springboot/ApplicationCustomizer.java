package org.feathers4j.springboot;

import org.feathers4j.Application;

/**
 * A bean that completes the application when its plugins are configured and its services registered: hooks of all services, listeners, services that are no beans.
 *
 * <pre>{@code
 * @Bean
 * ApplicationCustomizer channels() {
 *     return app -> app.onConnection(connection -> app.plugin(Channels.class).orElseThrow().channel("all").join(connection));
 * }
 * }</pre>
 *
 * <p>Several run in the order of {@code @Order}. Beans that are a {@link org.feathers4j.Plugin} are configured by themselves and need none.
 */
@FunctionalInterface
public interface ApplicationCustomizer {
    /** Called once, on the thread that starts the context, before the application listens. What it throws ends the start. */
    void customize(Application app);
}
