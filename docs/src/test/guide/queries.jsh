//// before var app = Application.create();
import java.net.URI;
import java.net.http.*;
import org.feathers4j.server.*;
List<Map<String, Object>> records = List.of(
        Map.of("id", 1, "name", "Bob", "age", 25, "tags", List.of("new")),
        Map.of("id", 2, "name", "Doug", "age", 32, "address", Map.of("city", "Oslo")),
        Map.of("id", 3, "name", "Alice", "age", 19, "tags", List.of("new", "vip")));

//// after var app = Application.create();
assertThat((List<?>) adults).extracting("name").containsExactly("Bob", "Doug");

//// after var young = Map.of("age", Map.of("$lt", 20));
assertThat((List<?>) some).extracting("name").containsExactly("Doug", "Alice");
assertThat((List<?>) tagged).extracting("name").containsExactly("Alice");
assertThat((List<?>) others).extracting("name").containsExactly("Doug", "Alice");

//// after Object two = people.find(Params.query(Map.of("id", Map.of("$in", Set.of(1, 2)))));                  // Bob, Doug
assertThat((List<?>) two).extracting("name").containsExactly("Bob", "Doug");

//// after Params asBob = Params.query(Map.of("name", "Bob"));
assertThat(bob).extracting("age").isEqualTo(25);
assertThatThrownBy(() -> people.get(Id.of(2), asBob)).hasMessage("No record found for id '2'");

//// after Object names = people.find(Params.query(Map.of("$select", List.of("name"), "$sort", Map.of("age", -1))));
assertThat((List<?>) sorted).extracting("name").containsExactly("Doug", "Bob", "Alice");
assertThatThrownBy(() -> Params.query(Map.of("$sort", Map.of("age", -1, "name", 1)))).hasMessageContaining("Sort.ascending");
assertThat(names).isEqualTo(List.of(
        Map.of("id", 2, "name", "Doug"), Map.of("id", 1, "name", "Bob"), Map.of("id", 3, "name", "Alice")));

//// after app.use("pages", MemoryService.create(o -> o.store(records).paginate(2, 50)));     // usual and largest size
assertThat(page).isEqualTo(Map.of("total", 3, "limit", 2, "skip", 0, "data", records.subList(0, 2)));
assertThat((List<?>) all).hasSize(3);
assertThat(app.service("pages").find(Params.query(Map.of("$limit", 0)))).extracting("total").isEqualTo(3);

//// after record Person(int id, String name, int age) {}
assertThat(found).isInstanceOf(Found.Page.class);
assertThat(found.data()).containsExactly(new Person(1, "Bob", 25), new Person(2, "Doug", 32));

//// after app.use("tasks", MemoryService.create(o -> o.multi("create", "patch")));
assertThat(changed).isEqualTo(List.of(Map.of("id", 0, "done", true, "seen", true)));
assertThatThrownBy(() -> tasks.removeAll(Params.empty())).hasMessage("Can not remove multiple entries");

//// after app.use("words", MemoryService.create(o -> o
assertThat((List<?>) withB).extracting("name").containsExactly("Bob");
assertThatThrownBy(() -> people.find(Params.query(Map.of("name", Map.of("$regex", "^B"))))).hasMessage("Invalid query parameter $regex");
assertThatThrownBy(() -> people.find(Params.query(Map.of("$where", "1")))).hasMessage("Invalid filter value $where");

//// after people.hooks(h -> h.before("find", context -> {
app.configure(Server.create());
app.listen(3030);
try (var http = HttpClient.newHttpClient()) {
    var address = "http://127.0.0.1:" + app.port() + "/people?age=";
    var known = HttpRequest.newBuilder(URI.create(address + "32&$select[]=name")).build();
    assertThat(http.send(known, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("[{\"name\":\"Doug\",\"id\":2}]");
}
app.close();
