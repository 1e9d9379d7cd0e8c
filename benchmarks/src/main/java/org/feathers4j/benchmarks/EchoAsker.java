package org.feathers4j.benchmarks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** Asks again with each answer, until its time is over; then it closes the connection. Owned by the loop of the connection, and read when that is closed. */
final class EchoAsker extends SimpleChannelInboundHandler<ByteBuf> {
    private final byte[] request;
    private final int inFlight;
    private final long length;
    private final Queue<Long> sent = new ArrayDeque<>();
    private final Latencies latencies = new Latencies();
    private long start;
    private long end;

    EchoAsker(byte[] request, int inFlight, Duration length) {
        this.request = request;
        this.inFlight = inFlight;
        this.length = length.toNanos();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        start = System.nanoTime();
        for (int i = 0; i < inFlight; i++) ask(context, start);
        context.flush();
    }

    private void ask(ChannelHandlerContext context, long now) {
        sent.add(now);
        var unused = context.write(Unpooled.wrappedBuffer(request), context.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf answer) {
        long now = System.nanoTime();
        latencies.add(now - sent.remove());
        if (now - start < length) ask(context, now);
        else if (sent.isEmpty()) {
            end = now;
            var unused = context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    Tally tally() {
        return new Tally(latencies.size(), (end - start) / 1e9, latencies.percentile(0.99), sent.size());
    }
}
