package org.feathers4j.springboot;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is set of the application as a whole. The options of its parts, for instance {@code feathers.server.max-body-bytes}, are those of their builders.
 *
 * @param exposeMessages whether callers in other processes get the messages of exceptions that are no FeathersException
 * @param settings settings of the application, as Application.set has them, for instance feathers.settings.origins
 * @param server the server for clients
 * @param distribution the mesh
 * @param nats the mesh over NATS
 * @param health the paths for orchestrators
 * @param metrics the meters for Micrometer
 * @param tracing the spans for OpenTelemetry
 * @param openapi the documents about the services
 * @param security the users of Spring Security
 */
@ConfigurationProperties("feathers")
public record FeathersProperties(
        @DefaultValue("false") boolean exposeMessages,
        @DefaultValue Map<String, @Nullable Object> settings,
        @DefaultValue Server server,
        @DefaultValue Distribution distribution,
        @DefaultValue Nats nats,
        @DefaultValue Health health,
        @DefaultValue Metrics metrics,
        @DefaultValue Tracing tracing,
        @DefaultValue OpenApi openapi,
        @DefaultValue Security security) {
    /**
     * The server for clients.
     *
     * @param enabled whether there is one
     * @param port the TCP port clients connect to, 0 for any free one
     */
    public record Server(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("3030") int port) {}

    /**
     * The mesh.
     *
     * @param enabled whether the application joins the mesh, where peers may call its services
     */
    public record Distribution(@DefaultValue("false") boolean enabled) {}

    /**
     * The mesh over NATS.
     *
     * @param enabled whether the mesh is joined over NATS, when the module nats is there, and not over cote
     */
    public record Nats(@DefaultValue("false") boolean enabled) {}

    /**
     * The paths for orchestrators.
     *
     * @param enabled whether the server answers /health and /ready, when the module health is there
     */
    public record Health(@DefaultValue("true") boolean enabled) {}

    /**
     * The meters for Micrometer.
     *
     * @param enabled whether the application has meters, when the module micrometer and a MeterRegistry are there
     */
    public record Metrics(@DefaultValue("true") boolean enabled) {}

    /**
     * The spans for OpenTelemetry.
     *
     * @param enabled whether the application has spans, when the module opentelemetry and an OpenTelemetry are there
     */
    public record Tracing(@DefaultValue("true") boolean enabled) {}

    /**
     * The documents about the services.
     *
     * @param enabled whether the server answers /openapi.json, /docs and the like, when the module openapi is there
     */
    public record OpenApi(@DefaultValue("true") boolean enabled) {}

    /**
     * The users of Spring Security.
     *
     * @param enabled whether bearer tokens of clients are given to the AuthenticationManager
     * @param required whether calls of clients without a token are refused
     */
    public record Security(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("true") boolean required) {}
}
