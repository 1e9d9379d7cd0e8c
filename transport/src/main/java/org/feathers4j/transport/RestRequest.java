package org.feathers4j.transport;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP request for a service, once its body has been read.
 *
 * @param verb the HTTP method in capitals, for instance {@code GET}
 * @param url the target as it was requested, percent-encoded: path and query, or a complete URL
 * @param headers as {@link RequestHeaders} collects them: names in lower case
 * @param data the parsed body; null when there is none, or one without a parser
 * @param params what middleware adds to the params of the call
 * @param ip the address of the client; null when it is not known
 */
public record RestRequest(
        String verb,
        String url,
        Map<String, @Nullable Object> headers,
        @Nullable Object data,
        Map<String, @Nullable Object> params,
        @Nullable String ip) {

    /** A request of a client whose address is not known. */
    public RestRequest(
            String verb,
            String url,
            Map<String, @Nullable Object> headers,
            @Nullable Object data,
            Map<String, @Nullable Object> params) {
        this(verb, url, headers, data, params, null);
    }

    /** The same with another body. */
    public RestRequest withData(@Nullable Object parsed) {
        return new RestRequest(verb, url, headers, parsed, params, ip);
    }

    /** The path as it was requested, without host and query. */
    public String path() {
        return path(url);
    }

    static String path(String url) {
        int start = pathStart(url);
        int question = url.indexOf('?', start);
        return question < 0 ? url.substring(start) : url.substring(start, question);
    }

    /** The query as it was requested, without the question mark; empty when there is none. */
    public String query() {
        int question = url.indexOf('?');
        return question < 0 ? "" : url.substring(question + 1);
    }

    /** A header as text; null when it was not sent. */
    public @Nullable String header(String name) {
        return headers.get(name) instanceof String text ? text : null;
    }

    /** Requests sent through a proxy carry the whole URL (RFC 9112, 3.2.2). */
    private static int pathStart(String url) {
        if (url.startsWith("/")) return 0;
        int host = url.indexOf("://");
        if (host < 0) return 0;
        int slash = url.indexOf('/', host + 3);
        return slash < 0 ? url.length() : slash;
    }

    /** Method and path only: queries and headers carry tokens and personal data, and requests end up in logs. */
    @Override
    public String toString() {
        return verb + " " + path();
    }
}
