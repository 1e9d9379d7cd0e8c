package org.feathers4j.oauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** A provider that does what RFC 6749 and RFC 7636 ask of one: a code is good once, for the client and the verifier that it was made for. */
final class ScriptedProvider implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** What was asked for each code. */
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    volatile Map<String, @Nullable Object> profile = Map.of("id", 42, "login", "ann");
    volatile boolean broken;
    /** What is answered to a code that is right, and what the headers call it. */
    volatile String tokenAnswer = "{\"access_token\":\"theirs\",\"token_type\":\"bearer\"}";

    volatile @Nullable String contentType = "application/json";
    volatile int status = 200;
    /** Bytes of white space after the answers that nobody needs. */
    volatile int padding;
    /** When set, answers stop after their first byte until this is done. */
    volatile @Nullable CountDownLatch pause;

    private int made;

    ScriptedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/token", this::token);
        server.createContext("/user", this::user);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the page does when the user agrees: where it sends the browser to. */
    synchronized String agree(String authorizeUrl) {
        Map<String, String> asked = query(URI.create(authorizeUrl).getRawQuery());
        String code = "code" + made++;
        codes.put(code, asked);
        return "%s?code=%s&state=%s".formatted(asked.get("redirect_uri"), code, asked.get("state"));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        boolean isRight = asked != null
                && "authorization_code".equals(form.get("grant_type"))
                && "the key".equals(form.get("client_id"))
                && "the secret".equals(form.get("client_secret"))
                && String.valueOf(asked.get("redirect_uri")).equals(form.get("redirect_uri"))
                && challenge(form.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"));
        if (broken) answer(exchange, 200, "<html>");
        else if (isRight) answer(exchange, status, tokenAnswer);
        else answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void user(HttpExchange exchange) throws IOException {
        boolean isKnown = "Bearer theirs".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, isKnown ? 200 : 401, Json.text(isKnown ? profile : Map.of()));
    }

    private void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        String type = contentType;
        if (type != null) exchange.getResponseHeaders().set("Content-Type", json.startsWith("<") ? "text/html" : type);
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body, 0, 1);
            exchange.getResponseBody().flush();
            awaitEndOfPause();
            exchange.getResponseBody().write(body, 1, body.length - 1);
        }
    }

    private void awaitEndOfPause() throws IOException {
        CountDownLatch until = pause;
        if (until == null) return;
        try {
            if (!until.await(60, TimeUnit.SECONDS)) throw new IOException("Nobody ended the pause");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    static Map<String, String> query(@Nullable String text) {
        var values = new HashMap<String, String>();
        for (String pair : String.valueOf(text).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return new LinkedHashMap<>(values);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
