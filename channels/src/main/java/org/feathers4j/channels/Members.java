package org.feathers4j.channels;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.List;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/** The connections of one named channel. Belongs to {@link ChannelTable} and is only touched under its lock. */
final class Members {
    private final LinkedHashSet<Connection> connections = new LinkedHashSet<>();
    private final Handle handle;
    /** Keeps the object the same while there are members; without any it lives for as long as somebody holds it. */
    private @Nullable NamedChannel kept;

    private @Nullable List<Connection> snapshot;

    Members(NamedChannel channel, ReferenceQueue<NamedChannel> forgotten) {
        this.handle = new Handle(channel, forgotten);
    }

    /** The channel that nobody may hold any more; says so with its name. */
    static final class Handle extends WeakReference<NamedChannel> {
        private final String name;

        Handle(NamedChannel channel, ReferenceQueue<NamedChannel> forgotten) {
            super(channel, forgotten);
            this.name = channel.name();
        }

        String name() {
            return name;
        }

        /** The members that stay under the name: none when they are those of this handle. */
        @Nullable
        Members unlessMine(String channel, Members members) {
            return members.handle == this ? null : members;
        }
    }

    /** The channel object; null when nobody holds it any more. */
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
