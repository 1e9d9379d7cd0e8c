package org.feathers4j.channels;

/** For transports: sends publications to its clients. Registered with {@link Channels#onPublication}. */
@FunctionalInterface
public interface PublicationListener {
    /**
     * Sends a message to the connections of this transport, and ignores those of other transports.
     *
     * <p>Called in order for each service, for several services at the same time, on virtual threads. Must not wait for slow clients: that would hold up
     * the events of the service. Exceptions are logged, and other transports still get the message.
     */
    void on(Publication publication);
}
