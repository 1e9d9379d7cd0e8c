//// after Vertx vertx = Vertx.vertx();
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.*;
var heard = new LinkedBlockingQueue<String>();
final class Texts implements WebSocket.Listener {
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heard.add(data.toString());
        from.request(1);
        return null;
    }
}
URI address = URI.create("ws://127.0.0.1:" + http.actualPort() + "/socket.io/?EIO=4&transport=websocket");
var java = HttpClient.newHttpClient();
WebSocket client = java.newWebSocketBuilder().buildAsync(address, new Texts()).join();
assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("0{");
client.sendText("40", true).join();
assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("40{");
client.sendText("420[\"hello\"]", true).join();
assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("430[\"got hello\"]");
client.sendText("42[\"hello\",1]", true).join();
assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("42[\"hello\",1]");

//// after io.of("/chat", request -> {
client.sendText("40/chat,{\"name\":\"ann\"}", true).join();
assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("40/chat,{");
client.sendText("42/chat,[\"say\",\"hi\"]", true).join();
assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("42/chat,[\"said\",\"ann\",\"hi\"]");

//// after EngineServer engine = EngineServer.create(o -> o.pingInterval(Duration.ofSeconds(10)));
URI plainAddress = URI.create("ws://127.0.0.1:" + plain.actualPort() + "/engine.io/?EIO=4&transport=websocket");
WebSocket plainClient = java.newWebSocketBuilder().buildAsync(plainAddress, new Texts()).join();
assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("0{").contains("\"pingInterval\":10000");
plainClient.sendText("4hello", true).join();
assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("4got hello");

//// after io.close();
plainClient.abort();
client.abort();
java.close();
