//// after app.gate(connection -> {
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
URI address = URI.create("ws://127.0.0.1:" + app.port() + "/socket.io/?EIO=4&transport=websocket");
try (var http = HttpClient.newHttpClient()) {
    WebSocket refused = http.newWebSocketBuilder().buildAsync(address, new Texts()).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("0{");
    refused.sendText("40", true).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("44{\"message\":\"Say for which tenant\"}");
    refused.abort();
    WebSocket client = http.newWebSocketBuilder().buildAsync(address, new Texts()).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("0{");
    client.sendText("40{\"tenant\":\"acme\"}", true).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("40{");
    client.sendText("420[\"create\",\"messages\",{\"text\":\"Hello\"},{}]", true).join();
    var both = List.of(heard.poll(60, TimeUnit.SECONDS), heard.poll(60, TimeUnit.SECONDS));
    assertThat(both).anyMatch(text -> text.startsWith("42[\"messages created\",") && text.contains("acme"));
    assertThat(both).anyMatch(text -> text.startsWith("430[null,{"));
    app.service("messages").remove(Id.of(0));
    client.sendText("421[\"find\",\"messages\"]", true).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("431[null,[]]");
    client.abort();
}
app.close();

//// after var other = Application.create();
try (var http = HttpClient.newHttpClient()) {
    WebSocket client = http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + other.port() + "/socket.io/?EIO=4&transport=websocket"), new Texts()).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("0{");
    client.sendText("40", true).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("40{");
    client.sendText("420[\"create\",\"messages\",{\"text\":\"Hello\"},{}]", true).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("420[\"which version\",\"app\"]");
    client.sendText("430[\"1\"]", true).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("430[{").contains("Please reload the page");
    client.abort();
}
other.close();

//// after var steady = Application.create();
assertThat(away).isZero();
try (var http = HttpClient.newHttpClient()) {
    URI place = URI.create("ws://127.0.0.1:" + steady.port() + "/socket.io/?EIO=4&transport=websocket");
    WebSocket first = http.newWebSocketBuilder().buildAsync(place, new Texts()).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("0{");
    first.sendText("40", true).join();
    String ids = heard.poll(60, TimeUnit.SECONDS);
    assertThat(ids).contains("\"pid\":\"");
    first.abort();
    while (withRecovery.sockets().away() == 0) Thread.onSpinWait();
    steady.service("messages").create(Map.of("text", "Missed"));
    WebSocket back = http.newWebSocketBuilder().buildAsync(place, new Texts()).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("0{");
    back.sendText("40{\"pid\":\"" + ids.replaceAll(".*\"pid\":\"([^\"]+)\".*", "$1") + "\"}", true).join();
    assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(ids);
    assertThat(heard.poll(60, TimeUnit.SECONDS)).startsWith("42[\"messages created\",").contains("Missed");
    back.abort();
}
steady.close();
