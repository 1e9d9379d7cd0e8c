package org.feathers4j.cote;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.net.TrustOptions;
import org.jspecify.annotations.Nullable;

/** The network of the operating system, on one event loop of a Vert.x instance of its own. */
public final class VertxNetwork implements Network {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    // a host that vanished without a word is noticed after about a minute, where the transport can do that
    private static final int KEEP_ALIVE_IDLE_SECONDS = 20;
    private static final int KEEP_ALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEP_ALIVE_COUNT = 4;
    private static final int USER_TIMEOUT_MILLIS = 60_000;
    private static final int BACKLOG = 1024;
    private static final int HANDSHAKE_SECONDS = 5;

    private final Vertx vertx;
    private final Context context;
    private final NetClient client;
    private final Map<MeshSecret, NetClient> secureClients = new ConcurrentHashMap<>();
    private final VertxListening listening;
    private volatile @Nullable Thread loop;

    /** A network with a loop of its own, that lives until {@link #close}. */
    public VertxNetwork() {
        var options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        vertx = Vertx.builder()
                .with(options)
                .withTransport(VertxTransport.create())
                .build();
        context = vertx.getOrCreateContext();
        context.runOnContext(nothing -> loop = Thread.currentThread()); // before any task that could ask
        client = vertx.createNetClient(tuned(new NetClientOptions()));
        listening = new VertxListening(
                vertx, secret -> secured(tuned(new NetServerOptions()).setAcceptBacklog(BACKLOG), secret));
    }

    private NetClient client(@Nullable MeshSecret secret) {
        return secret == null ? client : secureClients.computeIfAbsent(secret, this::newClient);
    }

    private NetClient newClient(MeshSecret secret) {
        var options = new NetClientOptions();
        // who knows the secret may have any name
        options.setHostnameVerificationAlgorithm("");
        return vertx.createNetClient(secured(tuned(options), secret));
    }

    private static <O extends TCPSSLOptions> O secured(O options, @Nullable MeshSecret secret) {
        if (secret == null) return options;
        options.setSsl(true)
                .setKeyCertOptions(KeyCertOptions.wrap(secret.identity().keys()))
                .setTrustOptions(TrustOptions.wrap(secret.identity().trust()))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        if (options instanceof NetServerOptions server) server.setClientAuth(ClientAuth.REQUIRED);
        return options;
    }

    private static <O extends TCPSSLOptions> O tuned(O options) {
        options.setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setTcpKeepAliveIdleSeconds(KEEP_ALIVE_IDLE_SECONDS)
                .setTcpKeepAliveIntervalSeconds(KEEP_ALIVE_INTERVAL_SECONDS)
                .setTcpKeepAliveCount(KEEP_ALIVE_COUNT)
                .setTcpUserTimeout(USER_TIMEOUT_MILLIS);
        return options;
    }

    @Override
    public void execute(Runnable task) {
        try {
            context.runOnContext(nothing -> task.run());
        } catch (RejectedExecutionException closed) {
            // all users are closed
        }
    }

    @Override
    public boolean onLoop() {
        return Thread.currentThread() == loop;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }

    @Override
    public CompletableFuture<DatagramPort> bindDatagrams(DatagramSettings settings, DatagramListener listener) {
        var bound = new CompletableFuture<DatagramPort>();
        execute(() -> VertxDatagrams.bind(vertx, settings, listener, bound));
        return bound;
    }

    @Override
    public CompletableFuture<WireServer> listen(PortRange ports, @Nullable MeshSecret secret, WireAcceptor acceptor) {
        var bound = new CompletableFuture<WireServer>();
        execute(() -> listening.listen(ports, secret, acceptor, bound));
        return bound;
    }

    @Override
    public void connect(
            String host,
            int port,
            @Nullable MeshSecret secret,
            Duration timeout,
            WireAcceptor acceptor,
            Consumer<Throwable> onFailure) {
        var target = new ConnectOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(secret != null)
                .setTimeout(Math.max(1, (int) timeout.toMillis()));
        client(secret)
                .connect(target)
                .onComplete(
                        socket -> {
                            if (!VertxWire.open(socket, acceptor)) onFailure.accept(new ClosedChannelException());
                        },
                        onFailure::accept);
    }

    @Override
    public <T> T await(CompletableFuture<T> future, Duration timeout) throws TimeoutException {
        if (onLoop()) throw new IllegalStateException("The loop cannot wait for itself");
        long end = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true; // an interrupt does not stop opening or closing halfway
                }
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(cause.getMessage(), cause);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        var closed = vertx.close().toCompletionStage().toCompletableFuture();
        try {
            await(closed.thenApply(nothing -> true), CLOSE_TIMEOUT);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The network did not close in " + CLOSE_TIMEOUT, e);
        }
    }
}
