package org.feathers4j.cote;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Carries the hellos by which the components of a network find each other: UDP datagrams, the channel of a Redis server, or another way, for networks that have
 * neither. Set by {@link CoteOptions.Builder#discovery}, or found by a {@link DiscoveryProvider}.
 *
 * <p>A hello is a text of at most 65,507 bytes that a component says every {@code helloInterval}; a component without a hello for the {@code nodeTimeout} is gone.
 * So a discovery stores nothing: it delivers each hello to all cotes of the network, soon or never. The sender may get its own hellos or not. Connections are never made
 * through it: components connect to each other over TCP.
 *
 * <p>Each instance belongs to one cote, is opened once, and is closed also when it could not be opened. All methods but {@link #open} and {@link #description} are called
 * on the loop of the cote and must not block; an exception of {@link #send} is logged, and the next hello is sent all the same.
 */
public interface Discovery {
    /** Receives hellos and failures from a discovery. Any thread may call it; calls after the discovery was closed are ignored. */
    interface Listener {
        /**
         * A hello has come.
         *
         * @param hello its bytes, not to be changed afterwards; invalid ones are counted and ignored
         * @param address the IP address of the sender, to which peers connect; null and ignored where addresses are not known
         */
        void onHello(byte[] hello, @Nullable String address);

        /** Hellos can be sent and received, for the first time or again after an interruption: the cote says hello at once. */
        void onReceiving();

        /**
         * A hello could not be sent. Logged, though not each time.
         *
         * @param destination for people, for instance an address
         */
        void onUnsent(String destination, Throwable failure);
    }

    /**
     * Begins to receive hellos. Called before any other method, not on the loop.
     *
     * @param network sockets, timers and the loop of the cote, for a discovery that needs them
     * @param listener receives hellos from now on
     * @return completes on any thread: hellos can be sent, now or, as {@link Listener#onReceiving} tells, later; or why that is impossible, which ends the cote with this reason
     */
    CompletableFuture<?> open(Network network, Listener listener);

    /** Sends a hello to all cotes of the network, if that is possible now; it may get lost. */
    void send(byte[] hello);

    /**
     * Whether the addresses of senders are known; always the same. Where they are not, peers connect to each other's host names, which must lead to the hosts, unless the option
     * {@code useHostNames} says otherwise.
     */
    boolean knowsAddresses();

    /** Whether hellos can be received now. As long as they cannot, no component is gone because its hellos are missing. */
    default boolean isReceiving() {
        return true;
    }

    /** Whether hellos go to or come from other hosts, as far as that can be known; yes. */
    default boolean reachesOtherHosts() {
        return true;
    }

    /** For the log and for messages, without secrets: what it uses, for instance {@code udp 255.255.255.255:12345}. Any thread. */
    String description();

    /** Stops receiving hellos, and releases all resources. May be called twice. */
    void close();
}
