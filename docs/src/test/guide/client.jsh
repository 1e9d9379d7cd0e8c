//// before record Todo(Integer id, String text, boolean done) {}
import org.feathers4j.authentication.*;
import org.feathers4j.channels.*;
import org.feathers4j.memory.*;
import org.feathers4j.server.*;
var app = Application.create();
app.configure(Server.create(o -> o.host("127.0.0.1")));
Channels channels = app.configure(Channels.create());
app.onConnection(connection -> channels.channel("everybody").join(connection));
channels.publish((item, context) -> channels.channel("everybody"));
app.use("todos", MemoryService.create());
app.use("lists", MemoryService.create(), o -> o.method("clear", (data, params) -> data).events("cleared"));
app.use("users", MemoryService.create(), o -> o.hooks(h -> h.before("create", AuthenticationHooks.hashPassword("password"))));
app.use("authentication", AuthenticationService.create(app, o -> o
        .secret("0123456789012345678901234567890123456789")
        .entity("user", "users")
        .strategy("jwt", new JwtStrategy())
        .local(l -> l.usernameField("email").passwordField("password"))));
app.use("messages", MemoryService.create(), o -> o.hooks(h -> h.before(AuthenticationHooks.authenticate("jwt"))));
app.listen(0);
app.service("users").create(Map.of("email", "ann@example.com", "password", "secret"));
String url = "http://127.0.0.1:" + app.port();
String folder = Files.createTempDirectory("client").toString();

//// after record Todo(Integer id, String text, boolean done) {}
assertThat(todo.text()).isEqualTo("Write");
assertThat(open.data()).isEmpty();
assertThat(client.isConnected()).isTrue();

//// after Path file = Path.of(folder, "token");
assertThat(Files.exists(file)).isFalse();
assertThat(app.service("messages").find().toString()).contains("Hello");

//// after client.close();
assertThat(client.isConnected()).isFalse();
app.close();
Files.delete(Path.of(folder));
