package org.feathers4j.channels;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.List;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/** The connections of one named channel. Belongs to {@link ChannelTable}, under its lock. */
final class Members {
    private final LinkedHashSet<Connection> connections = new LinkedHashSet<>();
    private final Handle handle;
    /** Keeps the object the same while there are members; without members it lives as long as a caller holds it. */
    private @Nullable NamedChannel kept;

    private @Nullable List<Connection> snapshot;

    Members(NamedChannel channel, ReferenceQueue<NamedChannel> forgotten) {
        this.handle = new Handle(channel, forgotten);
    }

    /** A weak reference to the channel, with its name for when the channel is collected. */
    static final class Handle extends WeakReference<NamedChannel> {
        private final String name;

        Handle(NamedChannel channel, ReferenceQueue<NamedChannel> forgotten) {
            super(channel, forgotten);
            this.name = channel.name();
        }

        String name() {
            return name;
        }

        /** The members that stay under the name; null when they belong to this reference. */
        @Nullable
        Members unlessMine(String channel, Members members) {
            return members.handle == this ? null : members;
        }
    }

    /** The channel object; null when it was collected. */
    @Nullable
    NamedChannel channel() {
        return kept != null ? kept : handle.get();
    }

    void add(Connection connection, NamedChannel channel) {
        kept = channel;
        if (connections.add(connection)) snapshot = null;
    }

    /** Takes a connection out; true when it was the last one. */
    boolean remove(Connection connection) {
        if (!connections.remove(connection)) return false;
        snapshot = null;
        return connections.isEmpty();
    }

    List<Connection> connections() {
        List<Connection> current = snapshot;
        if (current == null) snapshot = current = List.copyOf(connections);
        return current;
    }
}
