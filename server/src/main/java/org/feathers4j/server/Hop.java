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
 * What one proxy says of the request that it has received.
 *
 * @param client who sent it: an IP address without port; null when the proxy does not say, or not in this form
 * @param scheme {@code http} or {@code https}; null when the proxy does not say
 * @param host the host that was asked for, with port if any; null when the proxy does not say
 */
record Hop(
        @Nullable String client,
        @Nullable String scheme,
        @Nullable String host) {

    /** The hops in the order in which the request took them. */
    static List<Hop> read(AllowForwardHeaders form, MultiMap headers) {
        return form == AllowForwardHeaders.FORWARD ? forwarded(headers) : xForwarded(headers);
    }

    @Nullable
    InetAddress address() {
        return client == null ? null : NetUtil.createInetAddressFromIpAddressString(client);
    }

    /** RFC 7239: {@code for=192.0.2.1;proto=https, for="[2001:db8::1]:1234"}. */
    private static List<Hop> forwarded(MultiMap headers) {
        var hops = new ArrayList<Hop>();
        for (String element : list(headers, "forwarded")) {
            hops.add(new Hop(
                    client(parameter(element, "for")),
                    scheme(parameter(element, "proto")),
                    parameter(element, "host")));
        }
        return hops;
    }

    private static @Nullable String parameter(String element, String name) {
        // as a parameter of nothing it is read like those of media types
        return MediaType.parameter(";" + element, name);
    }

    /** Three lists, of which the last two may be shorter: then their last word is the last proxy's. */
    private static List<Hop> xForwarded(MultiMap headers) {
        List<String> clients = list(headers, "x-forwarded-for");
        List<String> schemes = list(headers, "x-forwarded-proto");
        List<String> hosts = list(headers, "x-forwarded-host");
        var hops = new ArrayList<Hop>();
        for (int i = 0; i < Math.max(1, clients.size()); i++) {
            String client = clients.isEmpty() ? null : client(clients.get(i));
            hops.add(new Hop(client, scheme(word(schemes, i, clients.size())), word(hosts, i, clients.size())));
        }
        return hops;
    }

    private static @Nullable String word(List<String> words, int index, int hops) {
        if (words.isEmpty()) return null;
        return words.size() == hops ? words.get(index) : words.getLast();
    }

    private static List<String> list(MultiMap headers, String name) {
        var words = new ArrayList<String>();
        for (String line : headers.getAll(name)) for (String word : line.split(",", -1)) words.add(word.trim());
        return words;
    }

    private static @Nullable String scheme(@Nullable String text) {
        if (text == null) return null;
        String scheme = text.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : null;
    }

    /** The address without brackets and port; null for {@code unknown}, made-up names and nonsense. */
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
