//// before var app = Application.create();
var folder = java.nio.file.Files.createTempDirectory("config");
java.nio.file.Files.writeString(folder.resolve("default.json"), "{\"title\":\"Todos\",\"port\":3030,\"paginate\":{\"default\":10,\"max\":50}}");
java.nio.file.Files.writeString(folder.resolve("production.json"), "{\"title\":\"Our todos\",\"paginate\":{\"max\":20}}");

//// after var app = Application.create();
assertThat(largest).isEqualTo(20);
assertThat(title).isEqualTo("Our todos");
assertThat(configuration.get("paginate")).isEqualTo(Map.of("default", 10, "max", 20));
app.close();

//// after record Paginate(int max) {}
assertThat(settings).isEqualTo(new Settings("Our todos", new Paginate(20)));

//// after Map<String, Object> schema = Map.of(
assertThatThrownBy(() -> Application.create().configure(Configuration.create(o -> o.withFolder(folder).withSchema(schema)))).hasMessage("validation failed")
        .extracting("data").asString().contains("must have required property 'secret'");
