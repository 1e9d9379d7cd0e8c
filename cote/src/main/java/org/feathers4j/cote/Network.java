package org.feathers4j.cote;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The outside world of a cote: datagrams, TCP, time, and one loop on which everything happens. {@link VertxNetwork} is the real one; the
 * testkit has one that loses, delays and cuts.
 *
 * <p>Implementers owe: all callbacks and tasks run on the loop, one after another, in the order of their causes; none of them is called
 * after {@link #close}. Unless a method says otherwise it may be called from any thread.
 */
public interface Network {
    /** A task that will run later. */
    @FunctionalInterface
    interface Timer {
        /** Cancels the task, unless it has run already. On the loop. */
        void cancel();
    }

    /** Runs a task on the loop, after what the loop is doing now; forgotten when the network is closed. */
    void execute(Runnable task);

    /** Whether the calling thread is the loop. */
    boolean onLoop();

    /** A clock that only goes forward. */
    long nanos();

    /** Runs a task on the loop after a delay. On the loop. */
    Timer schedule(Duration delay, Runnable task);

    /**
     * Opens a port for datagrams, shared with all processes of the host that ask for the same.
     *
     * @return completes on the loop, with the port or a failure
     */
    CompletableFuture<DatagramPort> bindDatagrams(DatagramSettings settings, DatagramListener listener);

    /**
     * Listens for TCP connections on a free port of the range.
     *
     * @param secret that peers must know, over TLS, before the acceptor is called; null for anybody, without encryption
     * @param acceptor called for every new connection
     * @return completes on the loop, with the server or a failure
     */
    CompletableFuture<WireServer> listen(PortRange ports, @Nullable MeshSecret secret, WireAcceptor acceptor);

    /**
     * Opens a TCP connection. On the loop. Either the acceptor or {@code onFailure} is called later.
     *
     * @param host address or name
     * @param secret that the peer must know, over TLS; null for any peer, without encryption
     * @param timeout how long the peer may take to accept
     */
    void connect(
            String host,
            int port,
            @Nullable MeshSecret secret,
            Duration timeout,
            WireAcceptor acceptor,
            Consumer<Throwable> onFailure);

    /**
     * Waits for a future that the loop completes, also when the thread is interrupted meanwhile. Not on the loop.
     *
     * @throws TimeoutException when it takes longer than the timeout
     * @throws IllegalStateException when it failed, or when called on the loop
     */
    <T> T await(CompletableFuture<T> future, Duration timeout) throws TimeoutException;

    /** Closes every socket at once and stops the loop, if it belongs to this network. Not on the loop. */
    void close();
}
