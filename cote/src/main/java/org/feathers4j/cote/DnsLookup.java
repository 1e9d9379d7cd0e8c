package org.feathers4j.cote;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Asks DNS servers for the IPv4 addresses of a name, and remembers no answer: the JDK and Vert.x keep theirs for too long. Belongs to the loop. */
final class DnsLookup {
    private static final long TIMEOUT_MILLIS = 2000;

    private final String name;
    private final DnsNameResolver resolver;

    /** @param loop on which answers arrive */
    DnsLookup(Context loop, DnsSettings settings) {
        Transport transport = ((VertxInternal) loop.owner()).transport();
        var builder = new DnsNameResolverBuilder(((ContextInternal) loop).nettyEventLoop())
                .datagramChannelFactory(transport.datagramChannelFactory())
                // an answer with many addresses is too large for a datagram
                .socketChannelFactory(
                        () -> (SocketChannel) transport.channelFactory(false).newChannel())
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_ONLY) // as axon
                .hostsFileEntriesResolver((host, types) -> null)
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                .queryTimeoutMillis(TIMEOUT_MILLIS);
        settings.server()
                .ifPresent(server -> builder.nameServerProvider(new SingletonDnsServerAddressStreamProvider(server)));
        name = settings.name();
        resolver = builder.build();
    }

    /**
     * Asks once.
     *
     * @param onAnswer all addresses, none when the name has none or is unknown
     * @param onFailure no server has answered, or one could not
     */
    void ask(Consumer<List<String>> onAnswer, Consumer<Throwable> onFailure) {
        resolver.resolveAll(name).addListener((Future<List<InetAddress>> asked) -> {
            @Nullable Throwable failure = asked.cause();
            if (failure == null)
                onAnswer.accept(asked.getNow().stream()
                        .map(InetAddress::getHostAddress)
                        .distinct()
                        .toList());
            else if (saysThereIsNone(failure)) onAnswer.accept(List.of());
            else onFailure.accept(failure);
        });
    }

    private static boolean saysThereIsNone(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause())
            if (each instanceof DnsErrorCauseException error)
                return error.getCode().equals(DnsResponseCode.NXDOMAIN);
        return false;
    }

    void close() {
        resolver.close();
    }
}
