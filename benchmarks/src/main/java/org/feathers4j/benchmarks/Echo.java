package org.feathers4j.benchmarks;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** The bytes of a {@code get} over the mesh and of its answer, sent to and fro by Netty alone: the most that a mesh on it could reach. */
final class Echo implements Commands {
    private static final String ID = "s:123456:123456";
    private static final String GET = """
            j:{"type":"get","key":"provider","path":"todos","id":1,"params":{"query":{}}}""";
    private static final byte[] REQUEST = frame(GET, ID);
    private static final byte[] ANSWER = frame("j:null", "j:" + Json.text(Todos.todo(1)), ID);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final int port;

    Echo() {
        ChannelInitializer<Channel> answering = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new FixedLengthFrameDecoder(REQUEST.length), new EchoAnswer(ANSWER));
            }
        };
        var server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(answering);
        Channel channel = server.bind("127.0.0.1", 0).syncUninterruptibly().channel();
        port = ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** A frame of the mesh: version and count in a byte, and each argument after its length (amp, lib/encode.js). */
    private static byte[] frame(String... arguments) {
        var frame = new ByteArrayOutputStream();
        frame.write(1 << 4 | arguments.length);
        for (String argument : arguments) {
            byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
            frame.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            frame.writeBytes(bytes);
        }
        return frame.toByteArray();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public @Nullable Object obey(String command, Map<?, ?> members) throws Exception {
        if (!command.equals("echo")) throw new IllegalArgumentException("There is no command '%s'".formatted(command));
        return run(
                        Commands.number(members, "port"),
                        Commands.number(members, "inFlight"),
                        Duration.ofMillis(Commands.number(members, "millis")))
                .json();
    }

    /** Asks another one, so many requests at a time on one connection. */
    private Tally run(int other, int inFlight, Duration length) throws InterruptedException {
        var asker = new EchoAsker(REQUEST, inFlight, length);
        ChannelInitializer<Channel> asking = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new FixedLengthFrameDecoder(ANSWER.length), asker);
            }
        };
        var client =
                new Bootstrap().group(loops).channel(NioSocketChannel.class).handler(asking);
        client.connect("127.0.0.1", other).sync().channel().closeFuture().sync();
        return asker.tally();
    }
}
