//// before record Message(@Nullable Integer id, String text) {}
var log = new CopyOnWriteArrayList<String>();
String secret = "0123456789012345678901234567890123456789";
Path folder = Files.createTempDirectory("from-node");
Files.writeString(folder.resolve("default.json"), "{\"paginate\": {\"max\": 20}}");

//// after record Message(@Nullable Integer id, String text) {}
assertThat(app.service("messages").find()).isEqualTo(List.of());
assertThatThrownBy(() -> app.service("messages").get(7)).hasMessage("No message 7");

//// after app.use("notes", MemoryService.create(o -> o.paginate(10, 50).multi("create", "patch", "remove")));
assertThat(page).extracting("total").isEqualTo(0);
assertThat(same).isEqualTo(Map.of("id", 0, "text", "Hello"));

//// after app.service("notes").hooks(h -> h
assertThat(app.service("notes").create(Map.of("text", "Write"))).extracting("at").isNotNull();
assertThat(log.getLast()).startsWith("create notes PT");
assertThat(app.service("notes").get(0)).extracting("seen").isEqualTo(true);
assertThatThrownBy(() -> app.service("notes").create(Map.of())).hasMessage("A message needs a text");
assertThat(log).contains("A message needs a text");
assertThatThrownBy(() -> app.service("notes").remove(Id.of(0), Params.of(Map.of("provider", "rest")))).hasMessageContaining("disallow");

//// after try {
assertThat(log.getLast()).isEqualTo("Conflict conflict {field=name} {name=taken}");

//// after app.service("messages").on("created", (created, context) -> log.add("created " + created));
app.service("messages").create(Map.of("text", "Heard"));
assertThat(log).contains("created {id=1, text=Heard}");

//// after app.use("users", MemoryService.create(o -> o.startId(1)), o -> o.methods("get", "create").hooks(h -> h
assertThatThrownBy(() -> app.service("mine").find(Params.of(Map.of("provider", "rest")))).hasMessage("Not authenticated");

//// after var settled = Application.create();
assertThat(max).isEqualTo(20);
settled.close();

//// after app.service("users").create(Map.of("email", "ann@example.com", "password", "secret"));
assertThat(app.service("messages").get(2)).isEqualTo(Map.of("id", 2, "text", "From outside"));
assertThat(Files.exists(folder.resolve("token"))).isTrue();
app.close();

//// after var shop = Application.create();
var desk = Application.create();
var mesh = desk.configure(Distribution.create(o -> o.key("desk").services().cote(Map.of("broadcast", "127.255.255.255"))));
desk.setup();
assertThat(mesh.await("orders", Patience.ofSeconds(20)).create(Map.of("item", "pen"))).extracting("item").isEqualTo("pen");
desk.close();
shop.close();
