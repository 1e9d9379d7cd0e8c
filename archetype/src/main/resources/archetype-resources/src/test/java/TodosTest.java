package ${package};

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TodosTest {
    private final MemoryMesh mesh = new MemoryMesh(); // a network in this process
    private final Application app = App.create(options -> options.link(mesh.link()));

    @BeforeEach
    void start() {
        app.listen(0); // any free port
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void clients_create_and_read_todos_over_HTTP() throws Exception {
        HttpResponse<String> created = send(request("/todos")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Write\",\"done\":false}")));
        assertEquals(201, created.statusCode());
        assertEquals("{\"id\":0,\"text\":\"Write\",\"done\":false}", created.body());
        assertEquals(created.body(), send(request("/todos/0")).body());
        assertEquals(404, send(request("/todos/7")).statusCode());
    }

    @Test
    void other_applications_use_them_as_if_they_were_their_own() {
        try (Application other = Application.create()) {
            Distribution distribution = other.configure(
                    Distribution.create(options -> options.key("other").link(mesh.link())));
            other.setup();
            Object todo = distribution
                    .await("todos", Duration.ofSeconds(30))
                    .create(Map.of("text", "Read", "done", true));
            assertEquals(Map.of("id", 0, "text", "Read", "done", true), todo);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
