//// after var app = Application.create().closeOnExit();
import java.net.URI;
import java.net.http.*;
try (var http = HttpClient.newHttpClient()) {
    URI health = URI.create("http://127.0.0.1:" + app.port() + "/health");
    assertThat(http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    var ready = http.send(HttpRequest.newBuilder(health.resolve("/ready")).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).isEqualTo("{\"ready\":false,\"state\":\"running\",\"mesh\":true,\"missing\":[\"orders\"]}");
}
app.close();
