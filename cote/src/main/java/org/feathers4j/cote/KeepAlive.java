package org.feathers4j.cote;

import java.net.SocketOption;
import java.util.Map;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * Lets the kernel probe a silent peer, so that a host that vanished without a word is noticed after about a minute. Vert.x sets these
 * intervals for native transports only; the JDK's own, which is used here, knows them too. It has no limit for unacknowledged data: requesters notice that silence by
 * their timeouts.
 */
final class KeepAlive {
    private static final Map<SocketOption<Integer>, Integer> INTERVALS = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 20,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 4);

    private KeepAlive() {}

    /** Options that the platform does not support are left out. */
    static void start(Channel channel) {
        if (channel instanceof NioSocketChannel nio)
            INTERVALS.forEach((option, value) -> nio.config().setOption(NioChannelOption.of(option), value));
    }
}
