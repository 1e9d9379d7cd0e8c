package org.feathers4j.server;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.AllowForwardHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The statement of one proxy about the request it has received: an element of {@code Forwarded} (RFC 7239), or the values of {@code X-Forwarded-*} at one position.
 *
 * @param client IP address of the sender, without port; null when it is missing or no IP address
 * @param scheme {@code http} or {@code https}; null when it is missing or another one
 * @param host the requested host, with port if any; null when it is missing
 */
record ForwardedElement(
        @Nullable String client,
        @Nullable String scheme,
        @Nullable String host) {

    /** The elements in the order in which proxies have added them. */
    static List<ForwardedElement> read(AllowForwardHeaders form, MultiMap headers) {
        return form == AllowForwardHeaders.FORWARD ? forwarded(headers) : xForwarded(headers);
    }

    @Nullable
    InetAddress address() {
        return client == null ? null : NetUtil.createInetAddressFromIpAddressString(client);
    }

    /** RFC 7239: {@code for=192.0.2.1;proto=https, for="[2001:db8::1]:1234"}. */
    private static List<ForwardedElement> forwarded(MultiMap headers) {
        var elements = new ArrayList<ForwardedElement>();
        for (String element : list(headers, "forwarded")) {
            elements.add(new ForwardedElement(
                    client(parameter(element, "for")),
                    scheme(parameter(element, "proto")),
                    parameter(element, "host")));
        }
        return elements;
    }

    private static @Nullable String parameter(String element, String name) {
        // pairs are read like the parameters of a media type, so the element becomes parameters of an empty one
        return MediaType.parameter(";" + element, name);
    }

    /** Three lists, of which the last two may be shorter: then their last value is that of the last proxy. */
    private static List<ForwardedElement> xForwarded(MultiMap headers) {
        List<String> clients = list(headers, "x-forwarded-for");
        List<String> schemes = list(headers, "x-forwarded-proto");
        List<String> hosts = list(headers, "x-forwarded-host");
        var elements = new ArrayList<ForwardedElement>();
        for (int i = 0; i < Math.max(1, clients.size()); i++) {
            String client = clients.isEmpty() ? null : client(clients.get(i));
            elements.add(new ForwardedElement(
                    client, scheme(value(schemes, i, clients.size())), value(hosts, i, clients.size())));
        }
        return elements;
    }

    private static @Nullable String value(List<String> values, int index, int elements) {
        if (values.isEmpty()) return null;
        return values.size() == elements ? values.get(index) : values.getLast();
    }

    private static List<String> list(MultiMap headers, String name) {
        var values = new ArrayList<String>();
        for (String line : headers.getAll(name)) for (String value : line.split(",", -1)) values.add(value.trim());
        return values;
    }

    private static @Nullable String scheme(@Nullable String text) {
        if (text == null) return null;
        String scheme = text.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : null;
    }

    /** The address without brackets and port; null for {@code unknown}, obfuscated names and invalid text. */
    private static @Nullable String client(@Nullable String text) {
        if (text == null) return null;
        int bracket = text.indexOf(']');
        String address = text;
        if (text.startsWith("[") && bracket > 0) address = text.substring(1, bracket);
        else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0)
            address = text.substring(0, text.indexOf(':'));
        return NetUtil.createInetAddressFromIpAddressString(address) == null ? null : address;
    }
}
