//// after var gateway = Application.create();
import java.net.URI;
import java.net.http.*;
import java.util.concurrent.*;
assertThat(order).isEqualTo(Map.of("item", "book", "id", 0));
assertThat(mesh.remoteServices()).containsExactly("orders");
assertThat(mesh.owners("orders")).extracting(Peer::key).containsExactly("shop");
var log = new CopyOnWriteArrayList<String>();

//// after gateway.service("orders").on("created", (created, context) -> log.add("created " + created));
Eventually.await(Patience.ofSeconds(20), "the first event", () -> {
    shop.service("orders").emit("paid", Map.of("id", 0));
    return log.contains("paid {id=0}");
});
shop.service("orders").create(Map.of("item", "pen"));
Eventually.await(Patience.ofSeconds(20), "the next event", () -> log.contains("created {item=pen, id=1}"));
try (var http = HttpClient.newHttpClient()) {
    var address = "http://127.0.0.1:" + gateway.port() + "/distribution/healthcheck";
    for (String path : List.of("", "/", "/shop", "/gateway")) {
        var health = http.send(HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(health.statusCode()).as(path).isEqualTo(200);
        assertThat(health.body()).as(path).isEqualTo("{\"orders\":true}");
    }
    var stranger = http.send(HttpRequest.newBuilder(URI.create(address + "/nobody")).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(stranger.statusCode()).isEqualTo(404);
    var forbidden = http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/orders/0")).DELETE().build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(forbidden.statusCode()).isEqualTo(403);
}

//// after var network = new MemoryMesh();
assertThat(square).isEqualTo(Map.of("id", 12, "square", 144));
for (Application app : List.of(client, worker, gateway, shop)) app.close();

//// after MeshStatus status = office.plugin(Distribution.class).orElseThrow().status();
assertThat(status.self().key()).isEqualTo("office");
try (var http = HttpClient.newHttpClient()) {
    for (var each : Map.of("/mesh", 200, "/mesh-status", 401).entrySet())
        assertThat(http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + office.port() + each.getKey())).build(), HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(each.getValue());
}
office.close();

//// after var desk = Application.create();
desk.setup();
var counter = Application.create();
counter.configure(Distribution.create(o -> o.key("tickets").cote(local)));
counter.use("tickets", MemoryService.create());
counter.setup();
Eventually.await(Patience.ofSeconds(20), "the event of the replica", () -> {
    counter.service("tickets").create(Map.of());
    return log.stream().anyMatch(line -> line.startsWith("replica {id="));
});
desk.service("tickets").create(Map.of());
assertThat(log).contains("here {id=0}");
for (Application app : List.of(desk, counter)) app.close();
