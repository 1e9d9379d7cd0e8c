package org.feathers4j.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.AllowForwardHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Proxies whose X-Forwarded-* and Forwarded headers are trusted. Any client can send such headers, so of a chain of addresses the one that the last trusted
 * proxy has seen counts. Immutable.
 */
public final class TrustedProxies {
    /** No proxy is trusted, and headers are left as they are. */
    public static final TrustedProxies NONE = new TrustedProxies(AllowForwardHeaders.NONE, List.of());

    private static final List<String> HEADERS = List.of(
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-ssl");

    private final AllowForwardHeaders form;
    private final List<IpSubnetFilterRule> networks;

    private TrustedProxies(AllowForwardHeaders form, List<IpSubnetFilterRule> networks) {
        this.form = form;
        this.networks = networks;
    }

    /**
     * Proxies by address.
     *
     * @param form what the proxies send: {@code X_FORWARD} or {@code FORWARD} (RFC 7239). Not both: a proxy passes on headers that it does not know
     * @param networks addresses such as {@code 10.1.2.3} or {@code ::1}, and networks such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException when something is none of these
     */
    public static TrustedProxies of(AllowForwardHeaders form, String... networks) {
        if (form != AllowForwardHeaders.FORWARD && form != AllowForwardHeaders.X_FORWARD)
            throw new IllegalArgumentException(
                    "The form must be FORWARD or X_FORWARD, as the proxies send it, not " + form);
        return new TrustedProxies(
                form, Arrays.stream(networks).map(TrustedProxies::network).toList());
    }

    private static IpSubnetFilterRule network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) throw notAnAddress(text, null);
        try {
            int all = address.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(text, e);
        }
    }

    private static IllegalArgumentException notAnAddress(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "'%s' is neither an IP address nor a network such as 10.0.0.0/8".formatted(text), cause);
    }

    private static @Nullable InetAddress address(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }

    boolean isEmpty() {
        return networks.isEmpty();
    }

    private boolean trusts(@Nullable InetAddress address) {
        if (address == null) return false;
        var socket = new InetSocketAddress(address, 0);
        return networks.stream().anyMatch(network -> network.matches(socket));
    }

    /**
     * Leaves one value each in the headers {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}: that of the trusted proxies; none when the request
     * comes from another peer.
     */
    void settle(HttpServerRequest request) {
        if (isEmpty()) return;
        MultiMap headers = request.headers();
        String peer = request.remoteAddress().hostAddress();
        List<ForwardedElement> elements =
                peer != null && trusts(address(peer)) ? ForwardedElement.read(form, headers) : List.of();
        for (String name : HEADERS) headers.remove(name);
        ForwardedElement origin = origin(elements);
        if (origin == null) return;
        set(headers, "x-forwarded-for", origin.client());
        set(headers, "x-forwarded-proto", origin.scheme());
        set(headers, "x-forwarded-host", origin.host());
    }

    /** The first from the end whose client is not a trusted proxy itself: a client may have forged everything before it. */
    private @Nullable ForwardedElement origin(List<ForwardedElement> elements) {
        var fromTheEnd = new ArrayList<>(elements).reversed();
        for (ForwardedElement element : fromTheEnd) if (!trusts(element.address())) return element;
        return elements.isEmpty() ? null : elements.getFirst();
    }

    /** The IP address of the client of a settled request: that of the connection, unless trusted proxies state another. Null when it did not come over a network. */
    @Nullable
    String client(HttpServerRequest request) {
        String said = isEmpty() ? null : request.getHeader("x-forwarded-for");
        InetAddress known = said == null ? null : address(said);
        // always in the same form, so that one client is one address
        return known == null ? request.remoteAddress().hostAddress() : known.getHostAddress();
    }

    private static void set(MultiMap headers, String name, @Nullable String value) {
        if (value != null) headers.set(name, value);
    }
}
