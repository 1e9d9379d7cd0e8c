package org.feathers4j.channels;

import java.util.Collection;
import java.util.List;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a name. Has no state of its own: a caller that kept it after the last connection left may still join
 * connections, which {@link Channels#channel} of that name then has too.
 */
final class NamedChannel implements Channel {
    private final ChannelTable table;
    private final String name;

    NamedChannel(ChannelTable table, String name) {
        this.table = table;
        this.name = name;
    }

    String name() {
        return name;
    }

    @Override
    public Channel join(Collection<? extends @Nullable Connection> connections) {
        table.join(this, connections);
        return this;
    }

    @Override
    public Channel leave(Collection<? extends @Nullable Connection> connections) {
        table.leave(name, connections);
        return this;
    }

    @Override
    public List<Connection> connections() {
        return table.connections(name);
    }

    @Override
    public String toString() {
        return "Channel '%s'".formatted(name);
    }
}
