//// after final class MemoryDiscovery implements Discovery {
assertThat(who).isEqualTo("the other one");
assertThat(hub).hasSize(2);

//// after Requester orders = asking.requester("orders", o -> o.loadBalancer((request, endpoints, now) -> {
assertThat(first).isEqualTo("the other one");
asking.close();
answering.close();
assertThat(hub).isEmpty();

//// after final class MonitoringTransport implements Transport {
try (var client = java.net.http.HttpClient.newHttpClient()) {
    for (int port : List.of(app.port(), monitoring.port())) {
        var request = java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders")).build();
        var response = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("[]");
    }
    var post = java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + monitoring.port() + "/orders"))
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(client.send(post, java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
}
app.close();
assertThat(monitoring.port()).isZero();
