package org.feathers4j.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Services of other applications of the mesh. */
class RemoteServicesTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    private final MemoryMesh mesh = new MemoryMesh();

    @Test
    void remote_services_come_and_go() {
        try (var gateway = Application.create();
                var http = HttpClient.newHttpClient()) {
            gateway.configure(Server.create(o -> o.host("127.0.0.1")));
            gateway.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
            OpenApi api = gateway.configure(OpenApi.create());
            gateway.use("local", MemoryService.create());
            gateway.listen(0);
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/openapi.json"))
                    .build();
            assertThat(body(http, request)).doesNotContain("/orders");
            try (var provider = Application.create()) {
                provider.configure(Distribution.create(o -> o.key("orders").link(mesh.link())));
                provider.use(
                        "orders",
                        (Service.Finds) params -> List.of(),
                        o -> o.method("cancel", (data, params) -> data).serviceEvents("cancelled"));
                provider.setup();
                // the document is made again a moment after the service is there
                Eventually.await(SOON, "the service", () -> body(http, request).contains("\"/orders\""));
                Map<String, @Nullable Object> paths =
                        Members.object(api.document().get("paths"));
                assertThat(paths.keySet()).containsExactlyInAnyOrder("/local", "/local/{id}", "/orders");
                assertThat(Members.object(paths.get("/orders")).keySet()).containsExactly("get", "post");
                assertThat(Members.object(api.events().get("operations")).keySet())
                        .contains("orders_cancelled");
            }
            Eventually.await(
                    SOON, "the end of the service", () -> !body(http, request).contains("/orders"));
        }
    }

    private static String body(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
