//// before var app = Application.create().closeOnExit();
Map<String, Object> network = Map.of("broadcast", "127.255.255.255");
Duration drainDelay = Duration.ZERO;
Hook visitors = context -> {};
var counted = new java.util.concurrent.CopyOnWriteArrayList<String>();

//// after MeshStatus status = mesh.status();
assertThat(status.self().key()).isEqualTo("shop");
assertThat(dropped + slow).isZero();
try (var http = java.net.http.HttpClient.newHttpClient()) {
    for (String path : List.of("/health", "/ready", "/orders", "/mesh"))
        assertThat(http.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + app.port() + path)).build(),
                java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode()).as(path).isEqualTo(200);
}
Eventually.await(Patience.ofSeconds(20), "the request", () -> counted.stream().anyMatch(each -> each.endsWith("orders 200")));
