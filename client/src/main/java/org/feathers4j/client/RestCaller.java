package org.feathers4j.client;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/** Calls over REST, one request for each (rest-client/src/base.ts, fetch.ts). Safe for all threads. */
final class RestCaller implements Caller {
    private final String base;
    private final ClientOptions options;
    private final ClientNetwork network;
    private final Function<ServiceCall, @Nullable String> authorization;
    private final JsonLimits limits;
    private volatile boolean closed;

    /** @param authorization the value of that header; null for none */
    RestCaller(
            String base,
            ClientOptions options,
            ClientNetwork network,
            Function<ServiceCall, @Nullable String> authorization) {
        this.base = base;
        this.options = options;
        this.network = network;
        this.authorization = authorization;
        this.limits = JsonLimits.create(l -> l.maxLength(options.maxAnswerBytes()));
    }

    @Override
    public @Nullable Object call(ServiceCall call) throws InterruptedException {
        HttpCall request = request(call);
        if (closed) throw Failures.closed(request);
        return result(request, send(request));
    }

    private HttpAnswer send(HttpCall request) throws InterruptedException {
        try {
            return network.send(request);
        } catch (IllegalArgumentException e) {
            throw FeathersException.badRequest("%s cannot be sent: %s", request, e.getMessage())
                    .withCause(e);
        } catch (TimeoutException e) {
            throw FeathersException.timeout("%s got no answer in %s", request, Failures.text(request.timeout()))
                    .withCause(e);
        } catch (IOException e) {
            if (closed) throw Failures.closed(request);
            throw FeathersException.unavailable("%s failed: %s", request, e.getMessage())
                    .withCause(e);
        }
    }

    private HttpCall request(ServiceCall call) {
        String verb = verb(call.method());
        boolean hasData = !verb.equals("GET") && !verb.equals("DELETE");
        boolean isCustom = verb.equals("POST") && !call.method().equals("create");
        Map<String, String> headers = headers(call, hasData, isCustom);
        return new HttpCall(
                verb,
                uri(call),
                headers,
                hasData && call.data() != null ? bytes(call) : null,
                call.timeout(options.timeout()),
                options.maxAnswerBytes());
    }

    private static byte[] bytes(ServiceCall call) {
        try {
            return Json.bytes(call.data());
        } catch (JsonException e) {
            throw FeathersException.badRequest("The data of %s are not JSON: %s", call, e.getMessage())
                    .withCause(e);
        }
    }

    private static String verb(String method) {
        return switch (method) {
            case "find", "get" -> "GET";
            case "update" -> "PUT";
            case "patch" -> "PATCH";
            case "remove" -> "DELETE";
            default -> "POST";
        };
    }

    private URI uri(ServiceCall call) {
        String path = call.routed(QueryText::path, QueryText::segment);
        String id = call.id() == null ? "" : "/" + QueryText.segment(call.id().text());
        return URI.create(base + "/" + path + id + QueryText.of(call.params().query()));
    }

    /** Later ones replace earlier ones of the same name, whatever its case. */
    private Map<String, String> headers(ServiceCall call, boolean hasData, boolean isCustom) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json");
        headers.putAll(options.headers());
        if (hasData) headers.put("Content-Type", "application/json");
        if (isCustom) headers.put("X-Service-Method", call.method());
        String token = authorization.apply(call);
        if (token != null) headers.put(options.tokenHeader(), token);
        call.params().headers().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return new LinkedHashMap<>(headers);
    }

    private @Nullable Object result(HttpCall request, HttpAnswer answer) {
        if (answer.status() / 100 != 2) throw error(request, answer);
        if (answer.status() == 204) return null;
        try {
            return Json.parse(answer.body(), 0, answer.body().length, limits);
        } catch (JsonException e) {
            throw FeathersException.of(
                            ErrorKind.BAD_GATEWAY,
                            "%s was answered %d with what is no JSON, from byte %d on",
                            request,
                            answer.status(),
                            e.offset())
                    .withCause(e);
        }
    }

    private FeathersException error(HttpCall request, HttpAnswer answer) {
        if (answer.status() / 100 == 3) return redirected(request, answer);
        try {
            Object json = Json.parse(answer.body(), 0, answer.body().length, limits);
            if (json instanceof Map<?, ?> members && members.get("name") instanceof String)
                return FeathersException.fromJson(json);
        } catch (JsonException e) {
            return plain(request, answer).withCause(e);
        }
        return plain(request, answer);
    }

    private static FeathersException redirected(HttpCall request, HttpAnswer answer) {
        return FeathersException.of(
                ErrorKind.BAD_GATEWAY,
                "%s was answered %d: redirected to '%s', which is not followed",
                request,
                answer.status(),
                answer.location());
    }

    /** An answer that no Feathers server has written: that of a proxy, for instance. */
    private static FeathersException plain(HttpCall request, HttpAnswer answer) {
        ErrorKind kind = Arrays.stream(ErrorKind.values())
                .filter(each -> each.code() == answer.status())
                .findFirst()
                .orElse(ErrorKind.GENERAL_ERROR);
        return FeathersException.of(kind, "%s was answered %d, without an error of Feathers", request, answer.status());
    }

    @Override
    public void close() {
        closed = true;
        network.close();
    }
}
