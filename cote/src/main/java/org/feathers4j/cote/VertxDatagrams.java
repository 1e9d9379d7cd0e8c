package org.feathers4j.cote;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;

/** A UDP socket of Vert.x. */
final class VertxDatagrams implements DatagramPort {
    // Netty reads a datagram into a buffer of this size; the default of 2048 bytes would cut hellos
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private final DatagramSocket socket;

    private VertxDatagrams(DatagramSocket socket) {
        this.socket = socket;
    }

    static void bind(
            Vertx vertx, DatagramSettings settings, DatagramListener listener, CompletableFuture<DatagramPort> bound) {
        DatagramSocket socket;
        try {
            socket = vertx.createDatagramSocket(options(settings));
        } catch (IOException | RuntimeException e) {
            bound.completeExceptionally(e);
            return;
        }
        socket.exceptionHandler(ignored -> {}); // an ICMP answer to a datagram of ours
        socket.handler(packet ->
                listener.onDatagram(packet.data().getBytes(), packet.sender().hostAddress()));
        // a socket that is bound to one address hears no group
        String address = settings.multicast() == null ? settings.address() : "0.0.0.0";
        socket.listen(settings.port(), address)
                .compose(listening -> settings.multicast() == null
                        ? Future.succeededFuture()
                        : socket.listenMulticastGroup(settings.multicast()))
                .onSuccess(nothing -> bound.complete(new VertxDatagrams(socket)))
                .onFailure(failure -> {
                    socket.close();
                    bound.completeExceptionally(failure);
                });
    }

    /** Every process of the host asks for the same port, Node's included: they share it by SO_REUSEADDR and all hear every broadcast. */
    private static DatagramSocketOptions options(DatagramSettings settings) throws IOException {
        var options = new DatagramSocketOptions()
                .setReuseAddress(true)
                .setBroadcast(true)
                .setReceiveBufferSize(RECEIVE_BUFFER);
        if (settings.multicast() != null) {
            options.setMulticastTimeToLive(settings.multicastTtl())
                    .setMulticastNetworkInterface(
                            multicastInterface(settings.address()).getName());
        }
        return options;
    }

    /** The interface of the local address; for all addresses the first that leads anywhere, at last the loopback. */
    private static NetworkInterface multicastInterface(String address) throws IOException {
        InetAddress local = InetAddress.getByName(address);
        if (!local.isAnyLocalAddress()) {
            NetworkInterface given = NetworkInterface.getByInetAddress(local);
            if (given == null) throw new IOException("No network interface has the address " + address);
            return given;
        }
        NetworkInterface loopback = null;
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (!each.isUp() || each.inetAddresses().noneMatch(Inet4Address.class::isInstance)) continue;
            if (each.isLoopback()) loopback = each;
            else if (each.supportsMulticast()) return each;
        }
        if (loopback == null) throw new IOException("No network interface can be used for multicast");
        return loopback;
    }

    @Override
    public void send(byte[] datagram, String address, int port, Consumer<Throwable> onFailure) {
        socket.send(Buffer.buffer(datagram), port, address).onFailure(onFailure::accept);
    }

    @Override
    public void close() {
        socket.close();
    }
}
