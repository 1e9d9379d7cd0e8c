//// before final class Accounts implements Plugin<AuthenticationService> {
import java.net.http.HttpClient;
import java.time.Duration;
String secret = "0123456789012345678901234567890123456789";
Map<String, Object> local = Map.of("broadcast", "127.255.255.255", "port", 24871);
HttpClient http = HttpClient.newHttpClient();

//// after String url = "http://localhost:" + app.port();
assertThat(status).isEqualTo(200);
assertThat(answer).contains("\"user\"").doesNotContain("$2b$");
assertThat(http.send(HttpRequest.newBuilder(URI.create(url + "/messages")).build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(401);
record Call(String method, String path, String token, String body) {
    int status(HttpClient http) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
assertThat(new Call("POST", url + "/users", "", "{\"email\":\"eve@example.com\",\"password\":\"x\"}").status(http)).isEqualTo(201);
String eve = AuthenticationService.of(app).orElseThrow().createAccessToken(Map.of(), Map.of("subject", "2"));
String taken = "{\"password\":\"taken\"}";
assertThat(new Call("PATCH", url + "/users/1", "", taken).status(http)).isEqualTo(401);
assertThat(new Call("DELETE", url + "/users/1", "", "").status(http)).isEqualTo(401);
assertThat(new Call("PATCH", url + "/users/1", eve, taken).status(http)).isEqualTo(403);
assertThat(new Call("PUT", url + "/users/1", eve, taken).status(http)).isEqualTo(403);
assertThat(new Call("DELETE", url + "/users/1", eve, "").status(http)).isEqualTo(403);
assertThat(new Call("PATCH", url + "/users/1", token, "{\"password\":\"better\"}").status(http)).isEqualTo(200);
assertThat(((Map<?, ?>) app.service("users").get(1)).get("password")).asString().startsWith("$2b$");

//// after var settled = Application.create();
settled.setup();
var bob = Map.of("email", "bob@example.com", "password", "secret");
settled.service("users").create(bob);
var bobLogsIn = new HashMap<String, Object>(bob);
bobLogsIn.put("strategy", "local");
assertThat(String.valueOf(settled.service("authentication").create(bobLogsIn))).contains("accessToken");
settled.close();

//// after record User(int id, String email) {}
var me = HttpRequest.newBuilder(URI.create(url + "/me")).header("Authorization", "Bearer " + token).build();
assertThat(http.send(me, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("{\"email\":\"ann@example.com\"}");

//// after var worker = Application.create();
app.close();
gateway.service("users").create(Map.of("email", "ann@example.com", "password", "secret"));
mesh.await("greetings", Patience.ofSeconds(20));
String at = "http://localhost:" + gateway.port() + "/greetings";
assertThat(http.send(HttpRequest.newBuilder(URI.create(at)).build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(401);
assertThat(http.send(HttpRequest.newBuilder(URI.create(at)).header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("\"Hello ann@example.com\"");

//// after var other = Application.create();
String there = "http://localhost:" + other.port() + "/subjects";
assertThat(http.send(HttpRequest.newBuilder(URI.create(there)).header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString()).body()).contains("\"sub\":\"1\"");
assertThat(http.send(HttpRequest.newBuilder(URI.create(there)).build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(401);
http.close();
other.close();
gateway.close();
worker.close();

//// after final class Revoking extends AuthenticationService {
revoking.setup();
var known = revoking.service("users").create(Map.of("name", "Ann"));
String revokable = AuthenticationService.of(revoking).orElseThrow().createAccessToken(Map.of(), Map.of("subject", "0"));
var shownToken = Params.of(Map.of("authentication", Map.of("strategy", "jwt", "accessToken", revokable)));
revoking.service("authentication").remove(null, shownToken);
assertThatThrownBy(() -> AuthenticationService.of(revoking).orElseThrow().verifyAccessToken(revokable, Map.of())).hasMessage("This token was revoked");
revoking.close();
