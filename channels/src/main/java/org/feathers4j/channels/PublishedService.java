package org.feathers4j.channels;

import org.feathers4j.ServiceOptions;

/**
 * The publishers of one service: what {@code app.service('messages').publish(...)} is in Feathers. The service may come later, and go and return, as services of other
 * applications do. Safe for all threads.
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

    /** Decides on the events of the service for which it has no publisher of their own; replaces an earlier one. */
    public PublishedService publish(Publisher publisher) {
        channels.register(path, null, publisher);
        return this;
    }

    /**
     * Decides on one event of the service; replaces an earlier publisher.
     *
     * @param event one of its {@link ServiceOptions#publishedEvents()}
     * @throws IllegalArgumentException when the service is there and has no such event
     */
    public PublishedService publish(String event, Publisher publisher) {
        channels.register(path, event, publisher);
        return this;
    }
}
