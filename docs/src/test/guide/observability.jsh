//// after var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
import java.net.URI;
import java.net.http.*;
import java.util.concurrent.*;
app.service("todos").create(Map.of("text", "Write"));
try (var http = HttpClient.newHttpClient()) {
    URI url = URI.create("http://127.0.0.1:" + app.port() + "/metrics");
    String scrape = http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString()).body();
    assertThat(scrape).contains(
            "feathers_call_duration_seconds_count{error_type=\"none\",feathers_method=\"create\",feathers_provider=\"internal\",feathers_service=\"todos\"} 1");
}

//// after Tracing tracing = app.plugin(Tracing.class).orElseThrow();
var traces = new ConcurrentLinkedQueue<String>();
app.service("todos").hooks(h -> h.before(context -> { traces.add(Span.current().getSpanContext().getTraceId()); }));
app.service("todos").create(Map.of("text", "Read"));
assertThat(traces).hasSize(1).allMatch(TraceId::isValid);
app.close();
