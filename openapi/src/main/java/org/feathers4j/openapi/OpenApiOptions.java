package org.feathers4j.openapi;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.ServicePath;
import org.jspecify.annotations.Nullable;

/** Options of {@link OpenApi}; immutable, set with its {@link Builder}. */
public final class OpenApiOptions {
    /** No characters that a page or an address would have to escape. */
    private static final Pattern PATH = Pattern.compile("(/[\\w.~-]+)+");

    private final String title;
    private final String version;
    private final @Nullable String description;
    private final @Nullable String server;
    private final String path;
    private final @Nullable String page;
    private final @Nullable String events;
    private final @Nullable String types;
    private final Set<String> hidden;
    private final Map<String, ServiceDescription> services;
    private final @Nullable Handler<RoutingContext> guard;

    private OpenApiOptions(Builder from) {
        title = from.title;
        version = from.version;
        description = from.description;
        server = from.server;
        path = from.path;
        page = from.page;
        events = from.events;
        types = from.types;
        hidden = Set.copyOf(from.hidden);
        services = Map.copyOf(from.services);
        guard = from.guard;
    }

    static OpenApiOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    String title() {
        return title;
    }

    String version() {
        return version;
    }

    @Nullable
    String description() {
        return description;
    }

    @Nullable
    String server() {
        return server;
    }

    String path() {
        return path;
    }

    @Nullable
    String page() {
        return page;
    }

    @Nullable
    String events() {
        return events;
    }

    @Nullable
    String types() {
        return types;
    }

    boolean shows(String service) {
        return !hidden.contains(service);
    }

    ServiceDescription service(String service) {
        ServiceDescription described = services.get(service);
        return described == null ? new ServiceDescription() : described;
    }

    @Nullable
    Handler<RoutingContext> guard() {
        return guard;
    }

    /** Options being set, given to the function passed to {@link OpenApi#create(Consumer)}. For one thread. */
    public static final class Builder {
        private String title = "Feathers API";
        private String version = "1.0.0";
        private @Nullable String description;
        private @Nullable String server;
        private String path = "/openapi.json";
        private @Nullable String page = "/docs";
        private @Nullable String events = "/asyncapi.json";
        private @Nullable String types = "/feathers.d.ts";
        private final Set<String> hidden = new HashSet<>();
        private final Map<String, ServiceDescription> services = new LinkedHashMap<>();
        private @Nullable Handler<RoutingContext> guard;

        private Builder() {}

        /** The name of the API; {@code Feathers API} unless set. */
        public Builder title(String value) {
            title = value;
            return this;
        }

        /** The version of the API, which is not that of OpenAPI; {@code 1.0.0} unless set. */
        public Builder version(String value) {
            version = value;
            return this;
        }

        /** What the API is for, in CommonMark; nothing unless set. */
        public Builder description(String value) {
            description = value;
            return this;
        }

        /** The URL of the services, for instance {@code https://api.example.com}; unless set the server that serves the document. */
        public Builder server(String url) {
            server = url;
            return this;
        }

        /** Where the OpenAPI document is; {@code /openapi.json} unless set. Letters, digits and {@code _ . ~ -} between slashes, as for the other paths. */
        public Builder path(String value) {
            path = value;
            return this;
        }

        /** Where the page is; {@code /docs} unless set; null for no page. */
        public Builder page(@Nullable String value) {
            page = value;
            return this;
        }

        /** Where the AsyncAPI document is; {@code /asyncapi.json} unless set; null for none. */
        public Builder events(@Nullable String value) {
            events = value;
            return this;
        }

        /** Where the TypeScript types are; {@code /feathers.d.ts} unless set; null for none. */
        public Builder types(@Nullable String value) {
            types = value;
            return this;
        }

        /** Services that are not shown, by their paths; none unless set. {@link OpenApi#hidden()} says the same where a service is registered. */
        public Builder without(String... services) {
            for (String each : services) hidden.add(ServicePath.normal(each));
            return this;
        }

        /** What the documents say about a service, also of one that is not there yet, or is another application's. */
        public Builder service(String service, Consumer<ServiceDescription> change) {
            change.accept(services.computeIfAbsent(ServicePath.normal(service), each -> new ServiceDescription()));
            return this;
        }

        /**
         * A handler that requests for the documents and the page pass first: it answers, or calls {@code next()}. None unless set: every client that reaches the server reads them.
         */
        public Builder guard(Handler<RoutingContext> handler) {
            guard = handler;
            return this;
        }

        private OpenApiOptions build() {
            var paths = Stream.of(path, page, events, types)
                    .filter(Objects::nonNull)
                    .toList();
            for (String each : paths)
                if (!PATH.matcher(each).matches())
                    throw new IllegalArgumentException(
                            "The path '%s' of a document needs letters, digits and _ . ~ - between slashes"
                                    .formatted(each));
            if (Set.copyOf(paths).size() < paths.size())
                throw new IllegalArgumentException(
                        "The documents and the page need different paths, not %s".formatted(paths));
            return new OpenApiOptions(this);
        }
    }
}
