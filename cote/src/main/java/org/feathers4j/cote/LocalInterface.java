package org.feathers4j.cote;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Optional;

/**
 * A network interface of this host.
 *
 * @param name for instance {@code eth0}
 * @param address its IPv4 address, or the one by which it was chosen
 * @param broadcast its broadcast address; empty where there is none
 */
record LocalInterface(String name, String address, Optional<String> broadcast) {
    /**
     * The interface with a name or an address.
     *
     * @throws IOException when there is none; the message says which there are
     */
    static LocalInterface of(String nameOrAddress) throws IOException {
        NetworkInterface named = NetworkInterface.getByName(nameOrAddress);
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList())
            for (InterfaceAddress at : each.getInterfaceAddresses())
                if (at.getAddress() instanceof Inet4Address address
                        && (each.equals(named) || address.getHostAddress().equals(nameOrAddress))) return of(each, at);
        throw new IOException("No network interface has the name or the IPv4 address '%s', there are: %s"
                .formatted(
                        nameOrAddress,
                        NetworkInterface.networkInterfaces()
                                .map(NetworkInterface::getName)
                                .toList()));
    }

    /** The interface of the local address; for all addresses the first that leads anywhere, at last the loopback. */
    static LocalInterface forMulticast(String address) throws IOException {
        if (!InetAddress.getByName(address).isAnyLocalAddress()) return of(address);
        InterfaceAddress loopback = null;
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            Optional<InterfaceAddress> at = each.getInterfaceAddresses().stream()
                    .filter(one -> one.getAddress() instanceof Inet4Address)
                    .findFirst();
            if (!each.isUp() || at.isEmpty()) continue;
            if (each.isLoopback()) loopback = at.get();
            else if (each.supportsMulticast()) return of(each, at.get());
        }
        if (loopback == null) throw new IOException("No network interface can be used for multicast");
        return of(NetworkInterface.getByInetAddress(loopback.getAddress()), loopback);
    }

    private static LocalInterface of(NetworkInterface of, InterfaceAddress at) {
        return new LocalInterface(
                of.getName(),
                at.getAddress().getHostAddress(),
                Optional.ofNullable(at.getBroadcast()).map(InetAddress::getHostAddress));
    }
}
