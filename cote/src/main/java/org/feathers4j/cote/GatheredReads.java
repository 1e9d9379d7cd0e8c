package org.feathers4j.cote;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Reads datagrams that come one by one a few at a time: with thirty applications around there are two hundred hellos a second, and waking up for each costs several times as much
 * as reading it. After a read the socket is left alone for a moment, in which the kernel keeps what comes; the first one after some silence is read at once, and a socket at which
 * many wait is read on.
 */
final class GatheredReads extends ChannelInboundHandlerAdapter {
    /** Far below every interval of discovery, and what comes in it fits into the kernel's buffer. */
    static final Duration PAUSE = Duration.ofMillis(20);
    /** From so many on in one read, waking up is a small part of what they cost. */
    static final int MANY = 8;

    private int read;

    @Override
    public void channelRead(ChannelHandlerContext context, Object datagram) {
        read++;
        context.fireChannelRead(datagram);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        boolean many = read >= MANY;
        read = 0;
        Channel channel = context.channel();
        if (many || !channel.config().isAutoRead()) return;
        channel.config().setAutoRead(false);
        var unused = context.executor().schedule(() -> readOn(channel), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void readOn(Channel channel) {
        if (channel.isOpen()) channel.config().setAutoRead(true);
    }
}
