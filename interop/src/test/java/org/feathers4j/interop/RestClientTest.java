package org.feathers4j.interop;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.json.Json;
import org.feathers4j.server.FixtureA;
import org.feathers4j.server.Vectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The official REST client with fetch, axios and superagent, and Node's own HTTP client, against a server of ours. */
class RestClientTest {
    private static final List<String> TRANSPORTS = List.of("fetch", "axios", "superagent");

    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    private final List<AutoCloseable> servers = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable server : servers) server.close();
    }

    private AnsweringServer server() {
        var server = new AnsweringServer();
        servers.add(server);
        return server;
    }

    /** The requests are accepted in the form in which the clients have always sent them, and mean the same. */
    @TestFactory
    Stream<DynamicTest> requests() {
        AnsweringServer server = server();
        return Vectors.socketCases("client-rest-requests").stream()
                .flatMap(recorded -> Vectors.object(recorded.get("sent")).entrySet().stream()
                        .map(sent -> dynamicTest(
                                recorded.get("name") + " with " + sent.getKey(),
                                () -> request(server, String.valueOf(recorded.get("name")), sent))));
    }

    private static void request(AnsweringServer server, String name, Map.Entry<String, @Nullable Object> sent) {
        Map<String, @Nullable Object> outcome = clients.restCall(server.port(), sent.getKey(), name);
        Map<String, @Nullable Object> request = Vectors.object(sent.getValue());
        AnsweringServer.Request arrived = server.arrived();
        assertThat(arrived.method()).isEqualTo(request.get("method"));
        assertThat(arrived.url()).isEqualTo(request.get("path"));
        Vectors.object(request.get("headers")).forEach((header, value) -> {
            if (!header.equals("accept-encoding"))
                assertThat(arrived.headers().get(header)).as(header).isEqualTo(value);
        });
        assertThat(outcome).as("what the service has understood").isEqualTo(Map.of("resolves", meaning(request)));
    }

    /** What the request means, by Feathers' rules for method, id and data; the query is what the case's author has written. */
    private static Map<String, @Nullable Object> meaning(Map<String, @Nullable Object> request) {
        String url = String.valueOf(request.get("path"));
        String[] segments = url.replaceFirst("\\?.*", "")
                .replaceFirst("^/users/7", "")
                .substring(1)
                .split("/", -1);
        boolean hasId = segments.length == 2 && !segments[0].equals("slashed");
        var meaning = new LinkedHashMap<String, @Nullable Object>();
        String custom = String.valueOf(Vectors.object(request.get("headers")).getOrDefault("x-service-method", ""));
        String method = custom.isEmpty() ? method(String.valueOf(request.get("method")), hasId) : custom;
        meaning.put("method", method);
        if (List.of("get", "update", "patch", "remove").contains(method))
            meaning.put("id", hasId ? URLDecoder.decode(segments[1], StandardCharsets.UTF_8) : null);
        if (List.of("create", "update", "patch", "shout").contains(method))
            meaning.put("data", data(request.get("body")));
        meaning.put("query", QUERIES.getOrDefault(url.replaceFirst("^[^?]*", ""), Map.of()));
        meaning.put("route", url.startsWith("/users/7") ? Map.of("userId", "7") : Map.of());
        return meaning;
    }

    private static String method(String verb, boolean hasId) {
        return switch (verb) {
            case "GET" -> hasId ? "get" : "find";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            default -> "remove";
        };
    }

    private static @Nullable Object data(@Nullable Object body) {
        return "".equals(body) ? Map.of() : Json.parse(String.valueOf(body));
    }

    /** The query of rest-calls.mjs as text values, which is all that a URL has. */
    private static final Map<String, Object> QUERIES = Map.of(
            "?%24select%5B0%5D=name",
            Map.of("$select", List.of("name")),
            "?%24populate=x",
            Map.of("$populate", "x"),
            "?done=false",
            Map.of("done", "false"),
            "?done=true",
            Map.of("done", "true"),
            "?q=1",
            Map.of("q", "1"),
            "?a=1",
            Map.of("a", "1"),
            "?name=a%20b%26c&%24limit=10&%24sort%5BcreatedAt%5D=-1&%24select%5B0%5D=a&%24select%5B1%5D=b&%24or%5B0%5D%5Ba%5D=1"
                    + "&%24or%5B1%5D%5Bb%5D%5B%24gt%5D=2&flag=true&nothing=&when=1970-01-01T00%3A00%3A00.000Z&list%5B0%5D=1"
                    + "&list%5B1%5D=2&nested%5Bx%5D%5By%5D=z&uni=%C3%BC&in%5B%24in%5D%5B0%5D=1&in%5B%24in%5D%5B1%5D=two",
            Vectors.object(Json.parse("""
                {"name":"a b&c","$limit":"10","$sort":{"createdAt":"-1"},"$select":["a","b"],"$or":[{"a":"1"},{"b":{"$gt":"2"}}],
                 "flag":"true","nothing":"","when":"1970-01-01T00:00:00.000Z","list":["1","2"],"nested":{"x":{"y":"z"}},"uni":"ü",
                 "in":{"$in":["1","two"]}}
                """)));

    @TestFactory
    Stream<DynamicTest> calls_that_the_client_refuses_by_itself() {
        AnsweringServer server = server();
        return Vectors.socketCases("client-rest-guards").stream()
                .map(recorded -> dynamicTest(String.valueOf(recorded.get("name")), () -> {
                    Map<String, @Nullable Object> outcome =
                            clients.restCall(server.port(), "fetch", String.valueOf(recorded.get("name")));
                    if (recorded.containsKey("rejects")) {
                        assertThat(Vectors.object(outcome.get("rejects")))
                                .containsAllEntriesOf(Vectors.object(recorded.get("rejects")));
                        assertThat(server.requests()).isEmpty();
                    } else {
                        AnsweringServer.Request arrived = server.arrived();
                        assertThat(arrived.method() + " " + arrived.url()).isEqualTo(recorded.get("request"));
                    }
                }));
    }

    /** Answers that a service of ours can give come from a service; those that no Feathers server gives come from middleware. */
    @TestFactory
    Stream<DynamicTest> responses() {
        AnsweringServer server = server();
        return Vectors.socketCases("client-rest-responses").stream()
                .flatMap(recorded -> TRANSPORTS.stream()
                        .map(transport -> dynamicTest(recorded.get("name") + " with " + transport, () -> {
                            String name = String.valueOf(recorded.get("name"));
                            Map<String, @Nullable Object> outcome = clients.rest(
                                    server.port(),
                                    transport,
                                    server.pathFor(name, Vectors.object(recorded.get("response"))),
                                    "find");
                            Map<String, @Nullable Object> expected = Vectors.object(
                                    Vectors.object(recorded.get("client")).get(transport));
                            if (expected.containsKey("resolves"))
                                assertThat(outcome).isEqualTo(expected);
                            else
                                assertThat(Vectors.object(outcome.get("rejects")))
                                        .containsAllEntriesOf(Vectors.object(expected.get("rejects")));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> every_recorded_request() {
        return Stream.of(
                        "rest-crud",
                        "rest-routing",
                        "rest-query-parsing",
                        "rest-query-limits",
                        "rest-errors",
                        "rest-status-codes",
                        "rest-operators",
                        "rest-pagination",
                        "rest-bodies",
                        "rest-cors",
                        "rest-conditional")
                .flatMap(file -> {
                    var fixture = new FixtureA();
                    servers.add(fixture);
                    return Vectors.cases(file).stream()
                            .map(recorded ->
                                    dynamicTest(file + ": " + recorded.name(), () -> replay(fixture, recorded)));
                });
    }

    private static void replay(FixtureA fixture, Vectors.Case recorded) {
        Map<String, ?> request = recorded.request();
        byte[] body = body(request);
        Map<String, Object> headers = new LinkedHashMap<>();
        Vectors.object(request.get("headers")).forEach((name, value) -> headers.put(name, String.valueOf(value)));
        boolean sends = body.length > 0 || request.containsKey("rawBody");
        if (sends) headers.put("Content-Length", Integer.toString(body.length));
        Map<String, ?> answer = Vectors.object(clients.ask(
                "http",
                "port",
                fixture.port(),
                "method",
                request.get("method"),
                "path",
                Vectors.text(request.get("path")),
                "headers",
                headers,
                "body",
                sends ? Base64.getEncoder().encodeToString(body) : ""));
        compare(answer, recorded.response());
    }

    private static byte[] body(Map<String, ?> request) {
        if (request.containsKey("json")) return Json.bytes(request.get("json"));
        Object raw = request.get("rawBody");
        if (raw instanceof Map<?, ?> encoded && encoded.get("base64") instanceof String text)
            return Base64.getDecoder().decode(text);
        return Vectors.text(raw).getBytes(StandardCharsets.UTF_8);
    }

    private static void compare(Map<String, ?> answer, Map<String, ?> expected) {
        String body = String.valueOf(answer.get("body"));
        assertThat(answer.get("status")).as("status, body %s", body).isEqualTo(expected.get("status"));
        Map<String, ?> headers = Vectors.object(answer.get("headers"));
        Vectors.object(expected.get("headers"))
                .forEach((name, value) ->
                        Vectors.compareHeader(name, headers.get(name.toLowerCase(Locale.ROOT)), value));
        if (expected.containsKey("json")) assertThat(Json.parse(body)).isEqualTo(expected.get("json"));
        if (expected.containsKey("jsonWithoutMessage"))
            assertThat(Vectors.object(Json.parse(body)))
                    .containsAllEntriesOf(Vectors.object(expected.get("jsonWithoutMessage")));
        if (expected.containsKey("text")) assertThat(body).isEqualTo(expected.get("text"));
    }

    @TestFactory
    Stream<DynamicTest> the_adapter_suite() {
        return Stream.concat(TRANSPORTS.stream(), Stream.of("socketio"))
                .map(transport -> dynamicTest("through " + transport, () -> adapterSuite(transport)));
    }

    private void adapterSuite(String transport) {
        var people = new AdapterServer(!transport.equals("socketio"));
        servers.add(people);
        Map<String, ?> result = Vectors.object(clients.ask(
                "adapterTests",
                "url",
                OfficialClients.url(people.port()),
                "transport",
                transport,
                "service",
                "people",
                "control",
                "control",
                "idProperty",
                "id"));
        String flag =
                transport.equals("socketio") ? "passesThroughSocketClient" : "passesThroughRestClientWithTypedQueries";
        List<Map<String, @Nullable Object>> cases = Vectors.socketCases("adapter-tests");
        assertThat(Vectors.list(result.get("skipped"))).isEmpty();
        assertThat(names(Vectors.list(result.get("passed")), Vectors.list(result.get("failed"))))
                .hasSize(79);
        // what a method of the original calls cannot be watched from here: these hold for anything that delegates, and
        // say nothing
        assertThat(Vectors.list(result.get("passed")).stream()
                        .map(String::valueOf)
                        .filter(name -> !name.startsWith("internal ")))
                .as("failed: %s", result.get("failed"))
                .containsExactlyInAnyOrderElementsOf(cases.stream()
                        .filter(recorded -> Boolean.TRUE.equals(recorded.get(flag)))
                        .map(recorded -> String.valueOf(recorded.get("name")))
                        .toList());
    }

    private static List<?> names(List<?> passed, List<?> failed) {
        var all = new ArrayList<Object>(passed);
        all.addAll(failed);
        return all;
    }
}
