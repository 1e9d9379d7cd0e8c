//// after var app = Application.create();
import java.net.URI;
import java.net.http.*;
try (var http = HttpClient.newHttpClient()) {
    for (String path : List.of("/openapi.json", "/docs", "/asyncapi.json", "/feathers.d.ts")) {
        var answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        if (path.equals("/openapi.json")) assertThat(answer.body()).contains("\"title\":\"Todos\"", "X-Service-Method", "todosPage", "todosData");
    }
}

//// after OpenApi full = OpenApi.describe(app, o -> o
assertThat(full.document().toString()).contains("Things to do.", "Marks it as done, or not.");

//// after Path folder = Files.createTempDirectory("api");
assertThat(Files.readString(folder.resolve("feathers.d.ts"))).contains("export type ServiceTypes = {", "toggle(data: Todos_toggle");
app.close();
