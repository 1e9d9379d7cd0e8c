package org.feathers4j.channels;

/** For transports: sends what is published to its clients. Registered with {@link Channels#onPublication}. */
@FunctionalInterface
public interface PublicationListener {
    /**
     * Sends a message to those of its connections that belong to this transport, and ignores the others.
     *
     * <p>Called in order for each service, for several services at the same time, on virtual threads. Must not wait for slow clients: that would hold up
     * the events of the service. What it throws is logged, and other transports still get the message.
     */
    void on(Publication publication);
}
