//// before record Message(@Nullable Integer id, String text) {}
import java.util.concurrent.*;
var log = new CopyOnWriteArrayList<String>();

//// after record Message(@Nullable Integer id, String text) {}
assertThat(log).containsExactly("created {text=Hello, id=0}", "Hello");
log.clear();
messages.create(List.of(Map.of("text", "a"), Map.of("text", "b")));
assertThat(log).containsExactly("created {text=a, id=1}", "created {text=b, id=2}");

//// after var queue = new SerialExecutor("mails", 1_000);  // at most that many wait; one runs at a time
messages.remove(Id.of(0));
Eventually.await(Patience.ofSeconds(10), "the mail", () -> log.contains("mail: gone is {text=Hello, id=0}"));

//// after messages.hooks(h -> h.before("patch", context -> {
messages.on("patched", (message, context) -> log.add("patched"));
messages.patch(Id.of(1), Map.of("read", true));
assertThat(log).doesNotContain("patched");
messages.patch(Id.of(1), Map.of("text", "A"));
assertThat(log).contains("patched");

//// after app.use("orders", MemoryService.create(), o -> o.events("paid"));
assertThat(log).endsWith("paid {id=7}");

//// after final class Thermometer implements Service.Creates, Service.Emits {
assertThat(log).endsWith("frost: {degrees=-3}");

//// after Channels channels = app.configure(Channels.create());
var got = new CopyOnWriteArrayList<String>();
var ann = new Connection("socketio", Map.of());
var bob = new Connection("socketio", Map.of());
channels.onPublication(message -> message.connections().forEach(
        connection -> got.add((connection == ann ? "ann " : "bob ") + message.name() + " " + message.payload())));
app.emit("connection", ann);
app.emit("connection", bob);
app.emit("login", Map.of(), Params.empty().with("connection", ann), Map.of());
assertThat(channels.channel("users").connections()).containsExactly(ann);
assertThat(channels.channel("anonymous").connections()).containsExactly(bob);
messages.emit("created", Map.of("id", 9));
Eventually.await(Patience.ofSeconds(10), "the message", () -> got.equals(List.of("ann messages created {id=9}")));
orders.emit("paid", Map.of("id", 8));
messages.emit("removed", Map.of("id", 9));
messages.emit("created", Map.of("id", 10));
Eventually.await(Patience.ofSeconds(10), "the second message", () -> got.equals(List.of("ann messages created {id=9}", "ann messages created {id=10}")));
app.emit("disconnect", ann);
assertThat(channels.names()).containsExactly("anonymous");

//// after app.on("closing-time", arguments -> log.add("closing in " + arguments[0]));
assertThat(log).endsWith("closing in PT5M");
app.close();
