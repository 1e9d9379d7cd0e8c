package org.feathers4j.springboot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.openapi.OpenApi;
import org.feathers4j.sql.SqlDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application has of Actuator, Micrometer, OpenTelemetry, OpenAPI and its data source without a line of its own. */
class ObservationTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Greeting {
        final InMemorySpanExporter spans = InMemorySpanExporter.create();

        @Bean
        OpenTelemetry openTelemetry() {
            return OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(spans))
                            .build())
                    .build();
        }

        @Bean
        @FeathersService("greetings")
        Service.Finds greetings(SqlDatabase database) {
            return Service.find(
                    params -> database.statements(sql -> List.of(sql.fetchValue("select 'Hello from SQL'"))));
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Greeting.class)
                .properties("feathers.server.port=0", "feathers.server.host=127.0.0.1")
                .run(arguments);
    }

    @Test
    void calls_are_metered_and_traced_and_health_is_that_of_the_application() {
        try (var context = start()) {
            Application app = context.getBean(Application.class);
            assertThat(app.service("greetings").find()).isEqualTo(List.of("Hello from SQL"));
            assertThat(context.getBean(MeterRegistry.class).getMeters())
                    .anyMatch(meter -> meter.getId().getTags().toString().contains("greetings"));
            assertThat(context.getBean(Greeting.class).spans.getFinishedSpanItems())
                    .anyMatch(span -> span.getName().contains("greetings"));
            HealthIndicator health = context.getBean("feathersHealthIndicator", HealthIndicator.class);
            assertThat(health.health())
                    .returns(Status.UP, Health::getStatus)
                    .satisfies(up -> assertThat(up.getDetails()).containsEntry("state", "running"));
            app.close();
            assertThat(health.health()).returns(Status.OUT_OF_SERVICE, Health::getStatus);
        }
    }

    @Test
    void its_services_are_described_on_its_own_server() throws Exception {
        try (var context = start("--feathers.openapi.title=Greetings");
                var http = HttpClient.newHttpClient()) {
            var at = URI.create("http://127.0.0.1:%d/openapi.json"
                    .formatted(context.getBean(Application.class).port()));
            String document = http.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(document).contains("\"title\":\"Greetings\"").contains("\"/greetings\"");
        }
    }

    @Test
    void each_is_left_out_when_it_is_not_wanted() {
        try (var context = start(
                "--feathers.health.enabled=false",
                "--feathers.metrics.enabled=false",
                "--feathers.tracing.enabled=false",
                "--feathers.openapi.enabled=false")) {
            Application app = context.getBean(Application.class);
            app.service("greetings").find();
            assertThat(context.getBean(MeterRegistry.class).getMeters())
                    .noneMatch(meter -> meter.getId().getTags().toString().contains("greetings"));
            assertThat(context.getBean(Greeting.class).spans.getFinishedSpanItems())
                    .isEmpty();
            assertThat(context.containsBean("feathersHealthIndicator")).isFalse();
            assertThat(app.plugin(OpenApi.class)).isEmpty();
        }
    }
}
