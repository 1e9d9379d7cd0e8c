package org.feathers4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** The least that a client of the REST API needs: of the params only the query leaves the process. For one thread. */
final class RestClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    RestClient(String base) {
        this.base = base;
    }

    Service.Complete service(String path) {
        return new RestService(path);
    }

    @Override
    public void close() {
        http.close();
    }

    private @Nullable Object send(String verb, String address, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create(base + "/" + address))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json");
        if (body == null) request.method(verb, HttpRequest.BodyPublishers.noBody());
        else
            request.header("Content-Type", "application/json")
                    .method(verb, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        HttpResponse<byte[]> response = send(request.build());
        byte[] bytes = Objects.requireNonNull(response.body());
        Object answer = bytes.length == 0 ? null : Json.parse(bytes);
        if (response.statusCode() >= 400) throw FeathersException.fromJson(answer);
        return answer;
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FeathersException.unavailable("Interrupted during %s", request);
        }
    }

    /** A query as the official client writes it: {@code age[$lt]=30&$select[0]=name}. */
    static String queryString(Map<String, ? extends @Nullable Object> query) {
        var pairs = new ArrayList<String>();
        query.forEach((name, value) -> add(pairs, encoded(name), value));
        return String.join("&", pairs);
    }

    private static void add(List<String> pairs, String name, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> members ->
                members.forEach((key, member) -> add(pairs, name + bracketed(String.valueOf(key)), member));
            case List<?> items -> {
                for (int i = 0; i < items.size(); i++) add(pairs, name + bracketed(String.valueOf(i)), items.get(i));
            }
            case null -> pairs.add(name + "=");
            default -> pairs.add(name + "=" + encoded(value.toString()));
        }
    }

    private static String bracketed(String key) {
        return "%5B" + encoded(key) + "%5D";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private final class RestService implements Service.Complete {
        private final String path;

        RestService(String path) {
            this.path = path;
        }

        private String address(@Nullable Id id, Params params) {
            String record = id == null ? path : path + "/" + encoded(id.text());
            return params.query().isEmpty() ? record : record + "?" + queryString(params.query());
        }

        @Override
        public @Nullable Object find(Params params) {
            return send("GET", address(null, params), null);
        }

        @Override
        public @Nullable Object get(Id id, Params params) {
            return send("GET", address(id, params), null);
        }

        @Override
        public @Nullable Object create(@Nullable Object data, Params params) {
            return send("POST", address(null, params), data);
        }

        @Override
        public @Nullable Object update(@Nullable Id id, @Nullable Object data, Params params) {
            return send("PUT", address(id, params), data);
        }

        @Override
        public @Nullable Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            return send("PATCH", address(id, params), data);
        }

        @Override
        public @Nullable Object remove(@Nullable Id id, Params params) {
            return send("DELETE", address(id, params), null);
        }
    }
}
