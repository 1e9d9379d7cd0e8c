package org.feathers4j.cote;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;

/**
 * Event loops that close what is open on them when they end. One of Netty 4.2 that is told to end while it runs tasks may end after these without another turn, and only a turn
 * closes channels (SingleThreadIoEventLoop.run): those that nobody else closes, which with Vert.x are connections that are being opened, would keep their sockets.
 */
final class VertxLoops extends MultiThreadIoEventLoopGroup {
    VertxLoops(int loops, ThreadFactory threads, IoHandlerFactory handlers) {
        super(loops, threads, handlers);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... arguments) {
        return new Loop(this, executor, handlers);
    }

    private static final class Loop extends SingleThreadIoEventLoop {
        private Loop(IoEventLoopGroup group, Executor executor, IoHandlerFactory handlers) {
            super(group, executor, handlers);
        }

        @Override
        protected boolean confirmShutdown() {
            if (!isShuttingDown()) return false;
            boolean confirmed = super.confirmShutdown();
            // after its tasks, which may have opened more
            ioHandler().prepareToDestroy();
            return confirmed;
        }
    }
}
