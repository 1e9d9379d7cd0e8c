//// after var app = Application.create();
assertThat(todo).isEqualTo(new TreeMap<>(Map.of("id", 1, "text", "Write", "done", false, "due", "2026-12-24")));
assertThat((List<?>) ((Map<?, ?>) open).get("data")).hasSize(1);

//// after final class TodosWithLength extends SqlService {
assertThat(((Map<?, ?>) withLength).get("length")).isEqualTo(5);

//// before Object both = database.transaction(params -> {
database.statements(sql -> sql.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY, removed INTEGER)"));
app.use("audit", SqlService.create(o -> o.database(database).table("audit")));
var audit = app.service("audit");

//// after Object both = database.transaction(params -> {
assertThat(((Map<?, ?>) both).get("done")).isEqualTo(true);
todos.remove(2);
assertThat((List<?>) audit.find()).extracting("removed").containsExactly(2);

//// before app.use("orders", SqlService.create(o -> o.database(database).table("orders").keepsEvents(true)));
database.statements(sql -> sql.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, item TEXT)"));
var mails = new java.util.concurrent.CopyOnWriteArrayList<Object>();
final class Mailer { static java.util.List<Object> sent; static void mail(Object order) { sent.add(order); } }
Mailer.sent = mails;

//// after app.use("orders", SqlService.create(o -> o.database(database).table("orders").keepsEvents(true)));
app.service("orders").create(Map.of("item", "book"));
Eventually.await(Patience.ofSeconds(30), "the mail", () -> mails.size() == 1);

//// before Flyway.configure()
var folder = java.nio.file.Files.createTempDirectory("guide");
java.nio.file.Files.createDirectory(folder.resolve("migration"));
java.nio.file.Files.writeString(folder.resolve("migration/V1__todos.sql"), "CREATE TABLE todos (id INTEGER PRIMARY KEY, text TEXT);");

//// after Flyway.configure()
app.use("migrated", SqlService.create(o -> o.database(migrated).table("todos")));
assertThat(app.service("migrated").create(Map.of("text", "Write"))).isEqualTo(Map.of("id", 1, "text", "Write"));
migrated.close();
app.close();
