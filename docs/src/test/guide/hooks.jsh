//// before var app = Application.create();
import java.util.concurrent.*;
var log = new CopyOnWriteArrayList<String>();

//// after var app = Application.create();
assertThat(app.service("messages").create(Map.of("text", " Hello "))).extracting("text").isEqualTo("Hello");
assertThatThrownBy(() -> app.service("messages").create(Map.of())).hasMessage("A message needs a text");
app.service("messages").remove(Id.of(0));
assertThat(log).containsExactly("removed 0");

//// after app.hooks(h -> h.around((context, next) -> {
app.service("messages").find();
assertThat(log.getLast()).startsWith("find messages took PT");
var twice = Application.create().use("things", Service.find(params -> List.of()));
twice.hooks(h -> h.around((context, next) -> { next.run(); next.run(); }));
assertThatThrownBy(() -> twice.service("things").find())
        .hasMessageStartingWith("next() called multiple times by the around hook registered at Page.")
        .hasMessageEndingWith(" in around find of service 'things'");

//// after app.use("users", MemoryService.create());
assertThat(app.service("users").get("system")).isEqualTo(Map.of("id", "system"));
ServiceHandle users = app.service("users");
HookContext seen = users.context("create", null, Map.of("name", "Ada", "password", "secret"), Params.empty());
users.run(seen);
assertThat(seen.result()).extracting("password").isEqualTo("secret");
assertThat(seen.dispatch()).isEqualTo(Map.of("name", "Ada", "id", 0));

//// after app.use("prices", Service.get((id, params) -> {
assertThat(app.service("prices").get("gold")).extracting("price").isEqualTo("unknown");

//// after app.service("messages").hooks(h -> h.before("remove", context -> {
var outside = Params.empty().with("provider", "rest");
assertThatThrownBy(() -> app.service("messages").remove(Id.of(1), outside)).hasMessage("Only we remove messages");

//// after app.use("accounts", MemoryService.create());
var accounts = app.service("accounts");
assertThatThrownBy(() -> accounts.create(Map.of())).isInstanceOf(FeathersException.class);
HookContext made = accounts.context("create", null, Map.of("email", "ann@example.com", "role", "admin", "password", "secret"), outside);
accounts.run(made);
assertThat(((Map<?, ?>) made.dispatch()).keySet()).isEqualTo(Set.of("email", "createdAt", "updatedAt", "id"));
assertThat(accounts.get(Id.of(0), Params.empty())).extracting("password").isEqualTo("secret");
assertThatThrownBy(() -> accounts.remove(Id.of(0), outside)).hasMessageContaining("disallow");

//// after var own = CommonHooks.setField(o -> o.from("params.user.id").as("params.query.userId"));
var tasks = app.service("tasks");
var ada = outside.with("user", Map.of("id", 7));
tasks.create(List.of(Map.of("text", "Write", "userId", 1), Map.of("text", "Read")), ada);
tasks.create(Map.of("userId", 8, "text", "Sing"));
assertThat(tasks.find(ada)).extracting("total").isEqualTo(2);
assertThat((List<?>) tasks.find(Params.query(Map.of("$limit", -1)))).hasSize(3);
tasks.patch(Id.of(0), Map.of("done", true), ada);
assertThat(log).contains("done: Write");
assertThatThrownBy(() -> tasks.patch(Id.of(0), Map.of("userId", 8), ada)).hasMessageContaining("userId may not be patched");
assertThatThrownBy(() -> tasks.find(outside)).hasMessage("Expected field params.query.userId not available");

//// after ResultCache cached = CommonHooks.cache(o -> o.maxEntries(500).timeLimit(Duration.ofSeconds(30)));
var countries = app.service("countries");
countries.create(Map.of("name", "Chile"));
assertThat((List<?>) countries.find()).hasSize(1);
((MemoryService) countries.implementation()).create(Map.of("name", "Peru"), Params.empty());
assertThat((List<?>) countries.find()).hasSize(1);
assertThat((List<?>) countries.find(ada)).hasSize(2);
countries.create(Map.of("name", "Cuba"));
assertThat((List<?>) countries.find()).hasSize(3);

//// after try {
assertThatThrownBy(() -> accounts.find(Params.query(Map.of("$sort", Map.of("password", 1))).with("provider", "rest"))).hasMessageStartingWith("'password' of 'accounts' is hidden");

//// after Map<String, Object> properties = Map.of("text", Map.of("type", "string", "minLength", 1), "stars", Map.of("type", "number"));
var reviews = app.service("reviews");
FeathersException invalid = catchThrowableOfType(FeathersException.class, () -> reviews.create(Map.of("stars", 5)));
assertThat(invalid).hasMessage("validation failed");
assertThat((List<?>) invalid.data()).first().extracting("message").isEqualTo("must have required property 'text'");
reviews.create(Map.of("text", "Good", "stars", 5));
reviews.patch(Id.of(0), Map.of("stars", 4));
assertThat((List<?>) reviews.find(Params.query(Map.of("stars", "4")))).hasSize(1);
assertThatThrownBy(() -> reviews.find(Params.query(Map.of("secret", "x")))).hasMessage("validation failed");
Schema form = Schema.of(review).withFormErrors();
FeathersException filled = catchThrowableOfType(FeathersException.class, () -> form.validate(Map.of("stars", "five")));
assertThat(filled.errors()).isEqualTo(Map.of("text", "must have required property 'text'", "stars", "must be number"));

//// after enum Stage { OPEN, DONE }
var books = app.service("books");
Map<String, Object> saga = Map.of("title", "Saga", "stage", "OPEN", "chapters", List.of(Map.of("title", "One", "parts", List.of())));
books.create(saga);
assertThatThrownBy(() -> books.create(Map.of("title", "Saga", "stage", "OPEN"))).hasMessage("validation failed");
assertThatThrownBy(() -> books.patch(Id.of(0), Map.of("title", "a".repeat(201)))).hasMessage("validation failed");
assertThatThrownBy(() -> books.patch(Id.of(0), Map.of("isAdmin", true))).hasMessage("validation failed");
assertThat((List<?>) books.find(Params.query(Map.of("id", "0", "stage", "OPEN")))).hasSize(1);
assertThatThrownBy(() -> books.find(Params.query(Map.of("stage", "LATER")))).hasMessage("validation failed");
assertThat(forForms.definition()).isEqualTo(Schema.of(Book.class).definition());
open.validate(Map.of("title", "Saga", "stage", "OPEN", "chapters", List.of(), "createdBy", 7));

//// after Resolver complete = Resolver.create()
var notes = app.service("notes");
HookContext noted = notes.context("create", null, Map.of("text", " Hi ", "userId", 0), outside);
notes.run(noted);
assertThat(((Map<?, ?>) noted.dispatch()).keySet()).isEqualTo(Set.of("text", "id", "author"));
assertThat(noted.dispatch()).extracting("text").isEqualTo("Hi");
assertThat(((Map<?, ?>) ((Map<?, ?>) noted.dispatch()).get("author")).get("name")).isEqualTo("Ada");

//// after Loader people = Loader.of("users");
users.create(Map.of("name", "Cy"));
app.service("posts").create(List.of(Map.of("authorId", 0, "readerIds", List.of(1, 0)), Map.of("authorId", 1), Map.of("authorId", 5)));
app.service("replies").create(List.of(Map.of("postId", 1), Map.of("postId", 0), Map.of("postId", 1)));
log.clear();
var posts = (List<?>) app.service("posts").find();
assertThat(log.stream().filter(line -> line.startsWith("find "))).extracting(line -> line.split(" ")[1]).containsExactly("users", "replies", "posts");
assertThat(posts).extracting("author.name").containsExactly("Ada", "Cy", null);
assertThat(posts).first().extracting("readers").asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST).extracting("name").containsExactly("Cy", "Ada");
assertThat(posts.get(1)).extracting("replies").isEqualTo(List.of(Map.of("postId", 1, "id", 0), Map.of("postId", 1, "id", 2)));
var order = new ArrayList<String>();
var ordered = Application.create().use("things", Service.find(params -> List.of()));
Hook.Around around = (context, next) -> { order.add("> app"); next.run(); order.add("< app"); };
ordered.hooks(h -> h.around(around).before("find", c -> order.add("app before")).after(c -> order.add("app after")));
ordered.service("things").hooks(h -> h
        .before("find", c -> order.add("before find"))
        .before(c -> order.add("before all"))
        .after("find", c -> order.add("after find"))
        .after(c -> order.add("after all")));
ordered.service("things").find();
assertThat(order).containsExactly("> app", "app before", "before all", "before find", "after all", "after find", "app after", "< app");
var failing = new ArrayList<String>();
ordered.use("broken", Service.find(params -> { throw new IllegalStateException("broken"); }));
ordered.hooks(h -> h.error(c -> failing.add("app")));
ordered.service("broken").hooks(h -> h.error(c -> failing.add("all")).error("find", c -> failing.add("find")));
assertThatThrownBy(() -> ordered.service("broken").find()).hasMessage("broken");
assertThat(failing).containsExactly("find", "all", "app");

//// after var jobs = Application.create();
assertThat(log).endsWith("connecting", "ready", "disconnected");
app.close();
