package org.feathers4j.springboot;

/**
 * A bean that sets options that no text can hold: functions, objects, Vert.x's own options. It runs after the properties are read, and wins.
 *
 * <pre>{@code
 * @Bean
 * OptionsCustomizer<ServerOptions.Builder> clientCertificates() {
 *     return options -> options.http(h -> h.setClientAuth(ClientAuth.REQUIRED));
 * }
 * }</pre>
 *
 * @param <B> the builder of the options: that of {@code ServerOptions}, {@code DistributionOptions}, {@code CoteOptions}, {@code NatsOptions}, {@code HealthOptions}, {@code MetricsOptions} or
 *     {@code TracingOptions}
 */
@FunctionalInterface
public interface OptionsCustomizer<B> {
    /** Called once, on the thread that starts the context. */
    void customize(B options);
}
