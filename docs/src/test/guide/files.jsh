//// before var app = Application.create();
Path folder = Files.createTempDirectory("files");
String keyId = "key";
String secret = "secret";

//// after BlobStore bucket = BlobStore.s3(o -> o.endpoint("http://127.0.0.1:9000").bucket("photos").credentials(keyId, secret));
import java.net.URI;
import java.net.http.*;
try (var http = HttpClient.newHttpClient()) {
    URI base = URI.create("http://127.0.0.1:" + app.port());
    String form = "--XX\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nBeach\r\n"
            + "--XX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n12345\r\n--XX--\r\n";
    var photo = http.send(HttpRequest.newBuilder(base.resolve("/photos")).header("Content-Type", "multipart/form-data; boundary=XX")
            .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(photo.body()).contains("\"title\":\"Beach\"", "\"size\":5");
    var text = http.send(HttpRequest.newBuilder(base.resolve("/photos")).header("Content-Type", "multipart/form-data; boundary=XX")
            .POST(HttpRequest.BodyPublishers.ofString(form.replace("image/png", "text/html"))).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(text.statusCode()).isEqualTo(415);
    var backup = http.send(HttpRequest.newBuilder(base.resolve("/backups")).header("Content-Type", "application/gzip")
            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(1000))).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(backup.body()).isEqualTo("{\"size\":1000}");
    var part = http.send(HttpRequest.newBuilder(base.resolve("/reports/1")).header("Range", "bytes=0-6").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("Nothing");
    assertThat(part.headers().firstValue("content-disposition")).contains("attachment; filename=\"Report.txt\"");
    assertThat(app.service("reports").get(1)).isInstanceOf(FileBody.class);
    var stored = http.send(HttpRequest.newBuilder(base.resolve("/blobs")).header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofString("12345")).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(stored.body()).contains(".png\"", "\"size\":5", "\"type\":\"image/png\"");
    List<?> blobs = (List<?>) app.service("blobs").find();
    Map<?, ?> blob = (Map<?, ?>) blobs.getFirst();
    assertThat(http.send(HttpRequest.newBuilder(base.resolve("/blobs/" + blob.get("id"))).build(), HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("12345");
    app.service("blobs").remove(String.valueOf(blob.get("id")));
    assertThat((List<?>) app.service("blobs").find()).isEmpty();
}
bucket.close();
app.close();
