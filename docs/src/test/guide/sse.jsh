//// after var app = Application.create();
import java.io.*;
import java.net.URI;
import java.net.http.*;
try (var http = HttpClient.newHttpClient()) {
    URI url = URI.create("http://127.0.0.1:" + app.port() + "/events");
    var answer = http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    try (var lines = new BufferedReader(new InputStreamReader(answer.body()))) {
        assertThat(lines.readLine()).isEqualTo("retry: 2000");
        String id = lines.readLine();
        assertThat(id).startsWith("id: ").endsWith(".0");
        assertThat(lines.readLine()).isEqualTo("data: {\"event\":\"connected\",\"data\":{},\"path\":\"events\"}");
        assertThat(lines.readLine()).isEmpty();
        app.service("messages").create(Map.of("text", "Hello"));
        assertThat(lines.readLine()).isEqualTo(id.replace(".0", ".1"));
        assertThat(lines.readLine()).contains("\"event\":\"created\"").contains("\"path\":\"messages\"").contains("Hello");
    }
    assertThat(sse.streams()).isEqualTo(1);
    URI tickets = URI.create(url + "/tickets");
    var refused = http.send(HttpRequest.newBuilder(tickets).POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(401);
}
app.close();
assertThat(sse.streams()).isZero();
