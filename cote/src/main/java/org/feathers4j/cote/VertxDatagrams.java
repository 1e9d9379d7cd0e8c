package org.feathers4j.cote;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import org.jspecify.annotations.Nullable;

/** A UDP socket of Vert.x. */
final class VertxDatagrams implements DatagramPort {
    // Netty reads a datagram into a buffer of this size; the default of 2048 bytes would cut hellos
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private static final String BROADCAST = "255.255.255.255";
    private static final String ANY_ADDRESS = "0.0.0.0";

    private final DatagramSocket receiver;
    // the same, unless what is sent has to leave through a certain interface
    private final DatagramSocket sender;
    private final String broadcast;

    private VertxDatagrams(DatagramSocket receiver, DatagramSocket sender, String broadcast) {
        this.receiver = receiver;
        this.sender = sender;
        this.broadcast = broadcast;
    }

    static void bind(
            Vertx vertx, DatagramSettings settings, DatagramListener listener, CompletableFuture<DatagramPort> bound) {
        try {
            Optional<LocalInterface> way = way(settings);
            DatagramSocket receiver = vertx.createDatagramSocket(options(settings, way));
            receiver.exceptionHandler(ignored -> {}); // an ICMP answer to a datagram of ours
            receiver.handler(packet -> listener.onDatagram(
                    packet.data().getBytes(), packet.sender().hostAddress()));
            listen(receiver, settings, way)
                    .compose(listening -> sender(vertx, receiver, settings, way))
                    .onSuccess(sender -> bound.complete(new VertxDatagrams(
                            receiver,
                            sender,
                            way.flatMap(LocalInterface::broadcast).orElse(BROADCAST))))
                    .onFailure(failure -> {
                        receiver.close();
                        bound.completeExceptionally(failure);
                    });
        } catch (IOException | RuntimeException e) {
            bound.completeExceptionally(e);
        }
    }

    private static Future<@Nullable Void> listen(
            DatagramSocket receiver, DatagramSettings settings, Optional<LocalInterface> way) {
        // a socket that is bound to one address receives no multicast
        String address = settings.multicast() == null ? settings.address() : ANY_ADDRESS;
        Future<DatagramSocket> listening = receiver.listen(settings.port(), address);
        if (settings.multicast() == null) return listening.mapEmpty();
        return listening.compose(open -> receiver.listenMulticastGroup(
                settings.multicast(), way.orElseThrow().name(), null));
    }

    /** Peers connect to where hellos come from: those that leave through a certain interface come from its address. */
    private static Future<DatagramSocket> sender(
            Vertx vertx, DatagramSocket receiver, DatagramSettings settings, Optional<LocalInterface> way) {
        if (settings.networkInterface().isEmpty()) return Future.succeededFuture(receiver);
        DatagramSocket sender = vertx.createDatagramSocket(options(settings, way));
        sender.exceptionHandler(ignored -> {});
        return sender.listen(0, way.orElseThrow().address()).onFailure(failure -> sender.close());
    }

    /** The interface that matters; empty when any will do. */
    private static Optional<LocalInterface> way(DatagramSettings settings) throws IOException {
        if (settings.networkInterface().isPresent())
            return Optional.of(LocalInterface.of(settings.networkInterface().get()));
        return settings.multicast() == null
                ? Optional.empty()
                : Optional.of(LocalInterface.forMulticast(settings.address()));
    }

    /** Every process of the host asks for the same port, Node's included: they share it by SO_REUSEADDR and all receive every broadcast. */
    private static DatagramSocketOptions options(DatagramSettings settings, Optional<LocalInterface> way) {
        var options = new DatagramSocketOptions()
                .setReuseAddress(settings.reuseAddress())
                .setBroadcast(true)
                .setReceiveBufferSize(RECEIVE_BUFFER);
        if (settings.multicast() != null)
            options.setMulticastTimeToLive(settings.multicastTtl())
                    .setMulticastNetworkInterface(way.orElseThrow().name());
        return options;
    }

    @Override
    public void send(byte[] datagram, String address, int port, Consumer<Throwable> onFailure) {
        String destination = address.equals(BROADCAST) ? broadcast : address;
        sender.send(Buffer.buffer(datagram), port, destination).onFailure(onFailure::accept);
    }

    @Override
    public void close() {
        receiver.close();
        sender.close(); // again, perhaps, which does nothing
    }
}
