package org.feathers4j.springboot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.feathers4j.Application;
import org.feathers4j.Plugin;
import org.feathers4j.Service;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Applications that start with Spring Boot, answer over HTTP, and end with their context. */
class StarterTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Greeting {
        @Bean
        @FeathersService("greetings")
        Service.Gets greetings() {
            return Service.get((id, params) -> Map.of("text", "Hello " + id));
        }

        @Bean
        ServiceCustomizer loud() {
            return (path, options) -> options.hooks(h -> h.after(context ->
                    context.result(Map.of("text", context.resultAs(Map.class).get("text") + "!", "path", path))));
        }

        /** A service that has the application injected, as one that calls others would have. */
        @Bean
        @FeathersService("paths")
        Service.Finds paths(Application app) {
            return Service.find(
                    params -> app.services().stream().map(each -> each.path()).toList());
        }

        @Bean
        Plugin<String> plugin() {
            return app -> {
                app.use("plugged", Service.find(params -> List.of()));
                return "plugged";
            };
        }

        @Bean
        ApplicationCustomizer customizer() {
            return app -> app.use("last", Service.find(params -> List.of()));
        }
    }

    private static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
        var application = new SpringApplication(configuration);
        var arguments = new java.util.ArrayList<>(List.of(
                "--feathers.server.port=0", "--feathers.server.host=127.0.0.1", "--spring.main.banner-mode=off"));
        for (String each : properties) arguments.add("--" + each);
        return application.run(arguments.toArray(String[]::new));
    }

    private static HttpRequest get(ConfigurableApplicationContext context, String path) {
        int port = context.getBean(Application.class).port();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/%s".formatted(port, path)))
                .build();
    }

    private static String answer(ConfigurableApplicationContext context, String path)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(get(context, path), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void a_bean_is_a_service_with_the_hooks_of_a_customizer() throws Exception {
        try (var context = start(Greeting.class)) {
            assertThat(answer(context, "greetings/Ada"))
                    .contains("\"text\":\"Hello Ada!\"")
                    .contains("\"path\":\"greetings\"");
        }
    }

    @Test
    void plugins_come_before_services_and_customizers_after_them() throws Exception {
        try (var context = start(Greeting.class)) {
            assertThat(context.getBean(Application.class).services().stream().map(each -> each.path()))
                    .containsExactly("plugged", "greetings", "paths", "last");
            assertThat(context.getBean(Application.class).plugin(String.class)).contains("plugged");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class NoService {
        @Bean
        @FeathersService("nothing")
        String nothing() {
            return "nothing";
        }
    }

    @Test
    void a_bean_that_is_no_service_ends_the_start() {
        assertThatThrownBy(() -> start(NoService.class).close())
                .hasStackTraceContaining("@FeathersService(\"nothing\") and is no org.feathers4j.Service");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Slow {
        final CountDownLatch called = new CountDownLatch(1);
        final CountDownLatch closing = new CountDownLatch(1);

        @Bean
        Store store() {
            return new Store();
        }

        @Bean
        @FeathersService("slow")
        Service.Finds slow(Store store) {
            return Service.find(params -> {
                called.countDown();
                if (!closing.await(1, TimeUnit.MINUTES)) throw new IllegalStateException("The context does not close");
                return List.of(store.read());
            });
        }

        @Bean
        ApplicationCustomizer tellsOfClosing() {
            return app -> app.lifeCycle(new org.feathers4j.LifeCycle() {
                @Override
                public void draining(Application application) {
                    closing.countDown();
                }
            });
        }
    }

    /** What a service needs, as a data source. */
    static final class Store implements AutoCloseable {
        private volatile boolean closed;

        String read() {
            if (closed) throw new IllegalStateException("The store is closed");
            return "read";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void a_call_in_flight_is_answered_while_the_context_closes() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> call;
            try (var context = start(Slow.class)) {
                call = http.sendAsync(get(context, "slow"), HttpResponse.BodyHandlers.ofString());
                assertThat(context.getBean(Slow.class).called.await(1, TimeUnit.MINUTES))
                        .isTrue();
            }
            assertThat(call.get(1, TimeUnit.MINUTES).body()).isEqualTo("[\"read\"]");
        }
    }

    @Test
    void options_are_properties() throws Exception {
        try (var context = start(Greeting.class, "feathers.server.rest.routing.case-sensitive=false")) {
            assertThat(answer(context, "greetings/Ada")).contains("Ada");
            assertThat(answer(context, "GREETINGS/Ada")).contains("Hello Ada!");
        }
    }

    @Test
    void a_value_that_an_option_refuses_names_the_property() {
        assertThatThrownBy(() -> start(Greeting.class, "feathers.server.rest.query-limits.max-depth=-1")
                        .close())
                .hasStackTraceContaining("maxDepth");
        assertThatThrownBy(() ->
                        start(Greeting.class, "feathers.server.tls.key=key.pem").close())
                .hasStackTraceContaining("feathers.server.tls needs feathers.server.tls.certificate, too");
    }
}
