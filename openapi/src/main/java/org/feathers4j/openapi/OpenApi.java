package org.feathers4j.openapi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.Application;
import org.feathers4j.Plugin;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceOptions;
import org.feathers4j.ServiceRegistryListener;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * Documents about the services of an application: OpenAPI 3.1 for their REST calls, AsyncAPI 3.0 for their events, types for the official client in TypeScript, and a page that shows the first.
 *
 * <pre>{@code
 * app.configure(Server.create());
 * app.configure(OpenApi.create(o -> o.title("Todos").version("2.1")));
 * app.listen(3030);                                     // http://localhost:3030/docs, /openapi.json, /asyncapi.json, /feathers.d.ts
 * }</pre>
 *
 * <p>They are made of what the services and their hooks tell: methods that clients may call, JSON Schemas of {@code Validation}, fields that hooks hide, {@code authenticate} and {@code disallow}, pages and
 * {@code multi} of adapters. Options add to that, and win. Services of other applications of the mesh are shown as far as their announcements tell, and go when their last provider goes.
 *
 * <p>Every client that reaches the server reads them, unless {@link OpenApiOptions.Builder#guard} decides. Safe for all threads.
 */
public final class OpenApi {
    /** Name of the service option that hides a service when it is false. */
    static final String OPTION = "docs";

    private final Application app;
    private final OpenApiOptions options;
    /** Grows with every change of the services. */
    private final AtomicLong changes = new AtomicLong();

    private OpenApi(Application app, OpenApiOptions options) {
        this.app = app;
        this.options = options;
    }

    /** All documents and the page, at their usual paths. */
    public static Plugin<OpenApi> create() {
        return create(options -> {});
    }

    /**
     * The documents and the page with options. To be configured after {@link Server}.
     *
     * @throws IllegalArgumentException when an option makes no sense; when the application is configured, {@link IllegalStateException} when it has no server
     */
    public static Plugin<OpenApi> create(Consumer<OpenApiOptions.Builder> change) {
        OpenApiOptions options = OpenApiOptions.of(change);
        return app -> {
            Server server = app.plugin(Server.class)
                    .orElseThrow(() ->
                            new IllegalStateException("OpenApi needs a Server: configure Server.create() before it"));
            var openApi = new OpenApi(app, options);
            app.onServices(openApi.new Changes());
            openApi.serve(server);
            return openApi;
        };
    }

    /**
     * The documents without a server, to be written to files when an application is built: {@code OpenApi.describe(app, o -> o.title("Todos")).write(Path.of("target/api"))}.
     *
     * @throws IllegalArgumentException when an option makes no sense
     */
    public static OpenApi describe(Application app, Consumer<OpenApiOptions.Builder> change) {
        return new OpenApi(app, OpenApiOptions.of(change));
    }

    /** Options of a service that is not shown: {@code app.use("internal", service, OpenApi.hidden())}. Clients can call it all the same, if its methods allow it. */
    public static Consumer<ServiceOptions.Builder> hidden() {
        return options -> options.with(OPTION, false);
    }

    private void serve(Server server) {
        serve(server, options.path(), "application/json; charset=utf-8", () -> Json.bytes(document()));
        serve(server, options.events(), "application/json; charset=utf-8", () -> Json.bytes(events()));
        serve(server, options.types(), "text/plain; charset=utf-8", () -> types().getBytes(StandardCharsets.UTF_8));
        String page = options.page();
        if (page == null) return;
        guard(server, page);
        new PageFiles(page, options.path(), options.title()).on(server);
    }

    private void serve(Server server, @Nullable String path, String type, DocumentHandler.Source source) {
        if (path == null) return;
        guard(server, path);
        server.use(path, new DocumentHandler(path, type, source, changes::get));
    }

    private void guard(Server server, String path) {
        Handler<RoutingContext> guard = options.guard();
        if (guard != null) server.use(path, guard);
    }

    /** The OpenAPI document of the services that there are now, as JSON. */
    public Map<String, @Nullable Object> document() {
        return OpenApiDocument.of(options, services(), Authentication.of(app));
    }

    /** The AsyncAPI document of the services that there are now, as JSON. */
    public Map<String, @Nullable Object> events() {
        return AsyncApiDocument.of(options, services());
    }

    /** Declarations in TypeScript, of which {@code ServiceTypes} is the one for {@code Application<ServiceTypes>} of {@code @feathersjs/feathers}. */
    public String types() {
        return TypesFile.of(services(), Authentication.of(app));
    }

    private List<ServiceModel> services() {
        return Services.of(app, options);
    }

    /**
     * Writes {@code openapi.json}, {@code asyncapi.json} and {@code feathers.d.ts}, over those that are there.
     *
     * @param folder made when it is missing
     * @throws IOException when a file cannot be written
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("openapi.json"), Json.bytes(document()));
        Files.write(folder.resolve("asyncapi.json"), Json.bytes(events()));
        Files.writeString(folder.resolve("feathers.d.ts"), types());
    }

    private final class Changes implements ServiceRegistryListener {
        @Override
        public void added(ServiceHandle service) {
            changes.incrementAndGet();
        }

        @Override
        public void changed(ServiceHandle service) {
            changes.incrementAndGet();
        }

        @Override
        public void removed(ServiceHandle service) {
            changes.incrementAndGet();
        }
    }
}
