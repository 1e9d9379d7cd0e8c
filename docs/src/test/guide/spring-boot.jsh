//// before @Configuration(proxyBeanMethods = false)
System.setProperty("feathers.server.port", "0");
System.setProperty("feathers.server.host", "127.0.0.1");

//// after @Configuration(proxyBeanMethods = false)
import java.net.URI;
import java.net.http.*;
System.clearProperty("feathers.server.port");
System.clearProperty("feathers.server.host");
try (context; var http = HttpClient.newHttpClient()) {
    URI url = URI.create("http://127.0.0.1:" + app.port() + "/todos");
    var create = HttpRequest.newBuilder(url).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Buy milk\"}")).build();
    assertThat(http.send(create, HttpResponse.BodyHandlers.ofString()).body()).contains("Buy milk").contains("\"service\":\"todos\"");
    var health = HttpRequest.newBuilder(url.resolve("/ready")).build();
    assertThat(http.send(health, HttpResponse.BodyHandlers.ofString()).body()).contains("\"ready\":true");
}
