package org.feathers4j.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** Answers each request with the same bytes; one flush for all requests that came together. */
final class EchoAnswer extends SimpleChannelInboundHandler<ByteBuf> {
    private final byte[] answer;

    EchoAnswer(byte[] answer) {
        this.answer = answer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
        var unused = context.write(Unpooled.wrappedBuffer(answer), context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }
}
