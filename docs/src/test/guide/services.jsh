//// after final class Greetings implements Service.Gets {
import java.net.URI;
import java.net.http.*;
assertThat(greeting).isEqualTo(Map.of("id", "Ada", "text", "Hello Ada"));
assertThatThrownBy(() -> app.service("greetings").find()).hasMessageContaining("Method 'find' not allowed");

//// after ServiceHandle plain = app.service("todos");                       // JSON values
assertThat(toggled).isEqualTo(Map.of("id", 0, "text", "Write", "done", true));
assertThat(again).isEqualTo(new Todo(0, "Write", false));
assertThat(plain.call("count", null)).isEqualTo(1);
assertThatThrownBy(() -> plain.create(Map.of("text", "x", "done", "perhaps"))).hasMessageContaining("done");

//// after interface TodoService {
assertThat(done).isEqualTo(new Todo(1, "Buy milk", true));
assertThat(service.get(1)).isEqualTo(done);
assertThat(service.count()).isEqualTo(2);
assertThat(service.find(Params.empty())).hasSize(2);
interface Wrong { Todo get(); }
assertThatThrownBy(() -> app.service("todos").proxy(Wrong.class)).hasMessageContaining("expected get(id, params)");

//// after enum Priority { LOW, HIGH }
assertThat(task).isEqualTo(new Task(0L, "Report", Priority.HIGH, Instant.parse("2026-01-02T03:04:05.678Z"), new BigDecimal("12345678901234567890.25")));
assertThat(plainTask).isEqualTo(Map.of("id", 0, "text", "Report", "priority", "HIGH", "due", "2026-01-02T03:04:05.678Z", "budget", new BigDecimal("12345678901234567890.25")));
tasks.plain().patch(Id.of(0), Map.of("due", "2026-01-02T04:04:05+01:00", "budget", 1.5));
assertThat(tasks.get(0)).isEqualTo(new Task(0L, "Report", Priority.HIGH, Instant.parse("2026-01-02T03:04:05Z"), new BigDecimal("1.5")));
tasks.plain().patch(Id.of(0), Map.of("due", 1767323045678L));
assertThat(tasks.get(0).due()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
assertThatThrownBy(() -> app.service("todos").call("toggle", Map.of("id", "1"))).isInstanceOf(FeathersException.class).hasMessageContaining("id");
assertThatThrownBy(() -> app.service("todos").call("toggle", Map.of("id", 1.5))).isInstanceOf(FeathersException.class).hasMessageContaining("id");
app.use("typed-tasks", new TypedService.Creates<Task>() {
    public Class<Task> type() { return Task.class; }
    public Task create(Task data, Params params) { return data; }
});
FeathersException unknown = catchThrowableOfType(FeathersException.class, () -> app.service("typed-tasks").create(Map.of("text", "x", "priority", "URGENT", "due", "2026-01-02T03:04:05Z", "budget", 1)));
assertThat(unknown.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
assertThat(unknown).hasMessageContaining("priority");
assertThatThrownBy(() -> app.service("typed-tasks").create(Map.of("text", "x"))).isInstanceOf(FeathersException.class).hasMessageContaining("'priority', but there is none");
Map<String, Object> complete = Map.of("text", "x", "priority", "LOW", "due", "2026-01-02T03:04:05Z", "budget", 1, "more", 1);
Map<?, ?> unset = (Map<?, ?>) app.service("typed-tasks").create(complete);
assertThat(unset.containsKey("id")).isTrue();
assertThat(unset.get("id")).isNull();
app.use("exact-tasks", new TypedService.Creates<Task>() {
    public Class<Task> type() { return Task.class; }
    public Task create(Task data, Params params) { return data; }
}, o -> o.refuseUnknownMembers());
assertThatThrownBy(() -> app.service("exact-tasks").create(complete)).isInstanceOf(FeathersException.class).hasMessageContaining("'more'");

//// after long number = Id.of("7").asLong();                         // for services that count
assertThat(number).isEqualTo(7);
assertThat(gone).extracting("text").isEqualTo("Report");
assertThatThrownBy(() -> app.service("tasks").removeAll(Params.empty())).hasMessage("Can not remove multiple entries");
assertThatThrownBy(() -> app.service("tasks").remove(Id.of("no number"))).hasMessage("No record found for id 'no number'");

//// after app.configure(Server.create());
try (var http = HttpClient.newHttpClient()) {
    var address = URI.create("http://127.0.0.1:" + app.port());
    var users = HttpRequest.newBuilder(address.resolve("/users/7/greetings")).build();
    assertThat(http.send(users, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("[\"Hello 7\"]");
    var toggle = HttpRequest.newBuilder(address.resolve("/todos"))
            .header("X-Service-Method", "toggle")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"id\":0}"));
    assertThat(http.send(toggle.build(), HttpResponse.BodyHandlers.ofString()).body())
            .isEqualTo("{\"id\":0,\"text\":\"Write\",\"done\":true}");
}

//// after final class Clock implements Service.Finds {
assertThat(ran).isTrue();
assertThat(clock.runs).isFalse();
var larger = Application.create().use("v1", app);
assertThat(larger.service("v1/greetings").get("Bob")).isNotNull();
var imaginative = Application.create().defaultService(path -> Service.find(params -> List.of(path)));
assertThat(imaginative.service("anything").find()).isEqualTo(List.of("anything"));
app.close();
