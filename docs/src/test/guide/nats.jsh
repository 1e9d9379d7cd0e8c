//// before String servers = System.getProperty("nats", "nats://127.0.0.1:4222");
import org.feathers4j.testrules.NatsServer;
if (!NatsServer.isInstalled()) return null;
var server = NatsServer.started();
System.setProperty("nats", server.url());

//// after String servers = System.getProperty("nats", "nats://127.0.0.1:4222");
System.clearProperty("nats");
assertThat(order).isEqualTo(Map.of("item", "book", "id", 0));
assertThat(mesh.owners("orders")).extracting(Peer::key).containsExactly("shop");
for (Application app : List.of(office, shop)) app.close();
server.close();
