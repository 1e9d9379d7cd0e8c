//// after var slow = new ConcurrentLinkedQueue<AnsweredRequest>();
import java.net.URI;
import java.net.http.*;
var all = new ConcurrentLinkedQueue<AnsweredRequest>();
app.onAnswered(all::add);
HttpClient.newHttpClient().send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + "/todos/1?secret=x")).build(),
        HttpResponse.BodyHandlers.ofString());
Eventually.await(Patience.ofSeconds(10), "the request", () -> !all.isEmpty());
assertThat(all.element()).extracting(AnsweredRequest::method, AnsweredRequest::path, AnsweredRequest::status)
        .containsExactly("GET", "/todos/1", 404);
app.close();
