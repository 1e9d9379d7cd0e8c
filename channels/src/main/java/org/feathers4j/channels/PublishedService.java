package org.feathers4j.channels;

import org.feathers4j.ServiceOptions;

/**
 * The publishers of one service: what {@code app.service('messages').publish(...)} is in Feathers. The service may be
 * registered later, and be removed and registered again, as remote services are. Safe for all threads.
 *
 * <pre>{@code
 * channels.service("messages").publish((message, context) -> channels.channel("readers"));
 * channels.service("messages").publish("removed", (message, context) -> channels.channel("moderators"));
 * }</pre>
 */
public final class PublishedService {
    private final Channels channels;
    private final String path;

    PublishedService(Channels channels, String path) {
        this.channels = channels;
        this.path = path;
    }

    /**
     * Registers the publisher for all events of the service without a publisher of their own; replaces an earlier one.
     */
    public PublishedService publish(Publisher publisher) {
        channels.register(path, null, publisher);
        return this;
    }

    /**
     * Registers the publisher for one event of the service; replaces an earlier one.
     *
     * @param event one of its {@link ServiceOptions#publishedEvents()}
     * @throws IllegalArgumentException when the service is registered and has no such event
     */
    public PublishedService publish(String event, Publisher publisher) {
        channels.register(path, event, publisher);
        return this;
    }
}
