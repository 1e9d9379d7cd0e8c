package org.feathers4j.channels;

import java.lang.ref.ReferenceQueue;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/**
 * The connections of all named channels. Owner of all memberships, under one lock: a connection that disconnects leaves
 * all its channels at once, and no join is lost to a channel that vanishes at the same moment. Callers get immutable
 * snapshots; no callback runs under the lock.
 */
final class ChannelTable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Members> channels = new LinkedHashMap<>();
    private final Map<Connection, Set<String>> joined = new HashMap<>();
    /** A login that ends after its client has gone must not leave the connection in a channel for ever. */
    private final Set<Connection> gone = Collections.newSetFromMap(new WeakHashMap<>());

    private final ReferenceQueue<NamedChannel> forgotten = new ReferenceQueue<>();

    /** The channel of this name, the same object as long as a caller holds it. */
    NamedChannel channel(String name) {
        return locked(() -> {
            sweep();
            Members members = channels.get(name);
            NamedChannel known = members == null ? null : members.channel();
            if (known != null) return known;
            var channel = new NamedChannel(this, name);
            channels.put(name, new Members(channel, forgotten));
            return channel;
        });
    }

    /** Drops channels that no caller holds: publishers ask for thousands of channels that no connection ever joins. */
    private void sweep() {
        for (var old = forgotten.poll(); old != null; old = forgotten.poll())
            if (old instanceof Members.Handle handle) channels.computeIfPresent(handle.name(), handle::unlessMine);
    }

    List<String> names() {
        return locked(() -> {
            sweep();
            return List.copyOf(channels.keySet());
        });
    }

    List<Connection> connections(String name) {
        return locked(() -> {
            Members members = channels.get(name);
            return members == null ? List.of() : members.connections();
        });
    }

    void join(NamedChannel channel, Collection<? extends @Nullable Connection> connections) {
        List<Connection> present = present(connections);
        locked(() -> present.stream()
                .filter(connection -> !gone.contains(connection))
                .forEach(connection -> join(channel, connection)));
    }

    private void join(NamedChannel channel, Connection connection) {
        Members members = channels.get(channel.name());
        NamedChannel known = members == null ? null : members.channel();
        if (members == null || known == null) {
            known = channel;
            members = new Members(channel, forgotten);
            channels.put(channel.name(), members);
        }
        members.add(connection, known);
        joined.computeIfAbsent(connection, c -> new LinkedHashSet<>()).add(channel.name());
    }

    void leave(String name, Collection<? extends @Nullable Connection> connections) {
        List<Connection> present = present(connections);
        locked(() -> present.forEach(connection -> leave(name, connection)));
    }

    private static List<Connection> present(Collection<? extends @Nullable Connection> connections) {
        return connections.stream()
                .<Connection>mapMulti((connection, present) -> {
                    if (connection != null) present.accept(connection);
                })
                .toList();
    }

    private void leave(String name, Connection connection) {
        remove(name, connection);
        joined.computeIfPresent(connection, (c, names) -> {
            names.remove(name);
            return names.isEmpty() ? null : names;
        });
    }

    private void remove(String name, Connection connection) {
        Members members = channels.get(name);
        if (members != null && members.remove(connection)) channels.remove(name);
    }

    /** The names of the channels that it is in. */
    List<String> of(Connection connection) {
        return locked(() -> List.copyOf(joined.getOrDefault(connection, Set.of())));
    }

    /** The connection leaves all channels. */
    void leaveAll(Connection connection) {
        locked(() -> {
            Set<String> names = Objects.requireNonNullElse(joined.remove(connection), Set.of());
            names.forEach(name -> remove(name, connection));
        });
    }

    /** The connection leaves all channels and joins none any more. */
    void disconnected(Connection connection) {
        locked(() -> {
            gone.add(connection);
            leaveAll(connection);
        });
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
