//// before String servers = System.getProperty("nats", "nats://127.0.0.1:4222");
import org.feathers4j.testrules.NatsServer;
if (!NatsServer.isInstalled()) return null;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
Path streams = Files.createTempDirectory("streams");
var server = NatsServer.started("-js", "-sd", streams.toString());
class Mailer {
    static final CompletableFuture<Object> MAILED = new CompletableFuture<>();

    static void mail(Object todo) {
        MAILED.complete(todo);
    }
}
System.setProperty("nats", server.url());

//// after String servers = System.getProperty("nats", "nats://127.0.0.1:4222");
System.clearProperty("nats");
assertThat(order).isEqualTo(Map.of("item", "book", "id", 0));
assertThat(mesh.owners("orders")).extracting(Peer::key).containsExactly("shop");

//// after var store = Application.create();
assertThat(Mailer.MAILED.get(60, TimeUnit.SECONDS)).isEqualTo(Map.of("text", "Write", "id", 0));

//// before Application onCote = Application.create();
var memory = new MemoryMesh();
MeshLink coteOrOther = memory.link();

//// after Application onCote = Application.create();
Application far = Application.create();
Distribution farMesh = far.configure(Distribution.create(o -> o.key("far").link(memory.link())));
far.setup();
assertThat(farMesh.await("orders", Patience.ofSeconds(20)).find()).isEqualTo(List.of(order));
for (Application app : List.of(far, onCote, onNats, mailer, store, office, shop)) app.close();
server.close();
try (var files = Files.walk(streams)) {
    for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(each);
}
