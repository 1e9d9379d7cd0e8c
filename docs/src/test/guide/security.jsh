//// before var app = Application.create();
String broadcast = "127.255.255.255";
String secret = "0123456789012345678901234567890123456789";

//// after var app = Application.create();
Params outside = Params.of(Map.of("provider", "rest"));
assertThatThrownBy(() -> app.service("orders").find(outside)).hasMessage("Not authenticated");
assertThatThrownBy(() -> app.service("invoices").find(outside)).hasMessageContaining("disallow");
try (var http = java.net.http.HttpClient.newHttpClient()) {
    var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + app.port() + "/users/0")).header("Origin", "https://evil.example").build();
    var answer = http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
}
