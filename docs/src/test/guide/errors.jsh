//// after var app = Application.create();
import java.net.URI;
import java.net.http.*;
import org.feathers4j.server.*;
FeathersException refused = catchThrowableOfType(FeathersException.class, () -> app.service("orders").create(Map.of()));
assertThat(refused.toJson()).isEqualTo(Map.of(
        "name", "BadRequest",
        "message", "An order needs at least one item",
        "code", 400,
        "className", "bad-request",
        "data", Map.of("field", "items"),
        "errors", Map.of("items", "must not be empty")));
app.configure(Server.create());
app.listen(3030);
try (var http = HttpClient.newHttpClient()) {
    var order = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/orders"))
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    var answer = http.send(order.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"name\":\"BadRequest\",\"message\":\"An order needs at least one item\",\"code\":400,"
            + "\"className\":\"bad-request\",\"data\":{\"field\":\"items\"},\"errors\":{\"items\":\"must not be empty\"}}");
}

//// after var quota = FeathersException.named("QuotaExceeded", 429, "quota-exceeded", "You have sent 100 mails today");
var back = FeathersException.fromJson(quota.toJson());
assertThat(back.name()).isEqualTo("QuotaExceeded");
assertThat(back.kind()).isEqualTo(ErrorKind.OTHER);
assertThat(ErrorKind.values()).hasSize(20).allSatisfy(kind -> assertThat(kind == ErrorKind.OTHER
        || FeathersException.of(kind, "x").name().equals(kind.errorName())).isTrue());

//// after app.use("files", Service.get((id, params) -> {
FeathersException failed = catchThrowableOfType(FeathersException.class, () -> app.service("files").get("a"));
assertThat(failed.kind()).isEqualTo(ErrorKind.GENERAL_ERROR);
assertThat(failed).hasMessage("Disk full").hasCauseInstanceOf(java.io.IOException.class);
try (var http = HttpClient.newHttpClient()) {
    var file = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + "/files/a")).header("Accept", "application/json");
    assertThat(http.send(file.build(), HttpResponse.BodyHandlers.ofString()).body())
            .isEqualTo("{\"name\":\"GeneralError\",\"message\":\"Something went wrong\",\"code\":500,\"className\":\"general-error\"}");
}

//// after app.hooks(h -> h.error(context -> {
assertThatThrownBy(() -> open.service("nothing").find()).hasMessageContaining("nothing");
var client = Params.empty().with("provider", "rest");
assertThatThrownBy(() -> app.service("files").get(Id.of("a"), client)).hasMessage("No files now, perhaps later");
assertThatThrownBy(() -> app.service("orders").create(Map.of(), client)).hasMessageContaining("at least one item");
app.close();
