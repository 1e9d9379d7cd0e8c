package org.feathers4j.cote;

import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A transport of Vert.x that reads datagrams into buffers of their size. Vert.x reads each into one as large as the kernel's buffer for the whole socket, which Netty does not
 * pool where the heap is small: with 256 KiB that is most of what a hello costs. Its loops close what is open on them when they end.
 */
final class VertxTransport implements Transport, io.vertx.core.transport.Transport {
    private final io.vertx.core.transport.Transport vertx;
    private final Transport transport;

    private VertxTransport(io.vertx.core.transport.Transport vertx) {
        this.vertx = vertx;
        this.transport = vertx.implementation();
    }

    /** Native where that is on the class path, as Vert.x chooses. */
    static VertxTransport create() {
        io.vertx.core.transport.Transport ofSystem = io.vertx.core.transport.Transport.nativeTransport();
        return new VertxTransport(
                ofSystem != null && ofSystem.available() ? ofSystem : io.vertx.core.transport.Transport.NIO);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        transport.configure(channel, options);
        channel.config().setRecvByteBufAllocator(new Buffers());
    }

    /** Small ones until a datagram does not fit, whose end is lost: a hello is said again. */
    static final class Buffers extends DefaultMaxMessagesRecvByteBufAllocator {
        static final int SMALL = 8 * 1024;
        static final int LARGEST = 64 * 1024;

        private volatile int size = SMALL;

        @Override
        public MaxMessageHandle newHandle() {
            return new MaxMessageHandle() {
                @Override
                public int guess() {
                    return size;
                }

                @Override
                public void lastBytesRead(int bytes) {
                    if (bytes >= SMALL) size = LARGEST;
                    super.lastBytesRead(bytes);
                }
            };
        }
    }

    @Override
    public String name() {
        return vertx.name();
    }

    @Override
    public boolean available() {
        return vertx.available();
    }

    @Override
    public Transport implementation() {
        return this;
    }

    @Override
    public boolean isAvailable() {
        return transport.isAvailable();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return transport.unavailabilityCause();
    }

    @Override
    public boolean supportsDomainSockets() {
        return transport.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return transport.supportFileRegion();
    }

    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        return transport.convert(address);
    }

    @Override
    public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
        return transport.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return transport.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ratio) {
        return new VertxLoops(threads, factory, ioHandlerFactory());
    }

    @Override
    @SuppressWarnings("deprecation") // Vert.x asks so
    public DatagramChannel datagramChannel(@Nullable InternetProtocolFamily family) {
        return transport.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
        return transport.datagramChannelFactory();
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return transport.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return transport.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(TcpConfig options, boolean domainSocket, Bootstrap bootstrap) {
        transport.configure(options, domainSocket, bootstrap);
    }

    @Override
    public void configure(TcpConfig options, boolean domainSocket, ServerBootstrap bootstrap) {
        transport.configure(options, domainSocket, bootstrap);
    }
}
