package org.feathers4j.cote;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/**
 * A DNS name that has the addresses of all hosts of the network.
 *
 * @param name looked up again and again; a relative one in the search domains of this host
 * @param server asked; empty for those of this host ({@code /etc/resolv.conf})
 */
record DnsSettings(String name, Optional<InetSocketAddress> server) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,253}");
    private static final int DNS_PORT = 53;
    private static final int HIGHEST_PORT = 65_535;

    DnsSettings {
        if (!NAME.matcher(name).matches())
            throw new IllegalArgumentException(
                    "dns '%s' is no DNS name: up to 253 letters, digits, dots and hyphens".formatted(name));
    }

    /**
     * Settings as users write them.
     *
     * @param server IPv4 address with or without a port; empty for the servers of this host
     * @throws IllegalArgumentException when one makes no sense
     */
    static DnsSettings of(String name, String server) {
        return new DnsSettings(name, server.isEmpty() ? Optional.empty() : Optional.of(parsed(server)));
    }

    private static InetSocketAddress parsed(String server) {
        int colon = server.indexOf(':');
        String address = colon < 0 ? server : server.substring(0, colon);
        int port = colon < 0 ? DNS_PORT : port(server.substring(colon + 1));
        if (!NetUtil.isValidIpV4Address(address) || port < 1 || port > HIGHEST_PORT)
            throw new IllegalArgumentException(
                    "dnsServer '%s' is no IPv4 address with a port, as in 10.96.0.10:53".formatted(server));
        return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(address), port);
    }

    /** -1 for none. */
    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** For logs, for instance {@code todos at 10.96.0.10:53}. */
    @Override
    public String toString() {
        return name + server.map(DnsSettings::written).orElse("");
    }

    private static String written(InetSocketAddress server) {
        return " at " + server.getHostString() + ":" + server.getPort();
    }
}
