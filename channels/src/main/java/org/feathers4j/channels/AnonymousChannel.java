package org.feathers4j.channels;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Connections picked for one publication, with their data. Joining and leaving change this object only, which owns its
 * connections.
 */
final class AnonymousChannel implements Channel {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<Connection> connections;
    private final @Nullable Object data;

    AnonymousChannel(List<Connection> connections, @Nullable Object data) {
        this.connections = List.copyOf(connections);
        this.data = data;
    }

    @Override
    public Channel join(Collection<? extends @Nullable Connection> more) {
        return change(set -> more.stream().filter(Objects::nonNull).forEach(set::add));
    }

    @Override
    public Channel leave(Collection<? extends @Nullable Connection> fewer) {
        return change(set -> fewer.forEach(set::remove));
    }

    private Channel change(Consumer<Set<Connection>> change) {
        lock.lock();
        try {
            var set = new LinkedHashSet<>(connections);
            change.accept(set);
            connections = List.copyOf(set);
        } finally {
            lock.unlock();
        }
        return this;
    }

    @Override
    public List<Connection> connections() {
        return connections;
    }

    @Override
    public @Nullable Object data() {
        return data;
    }

    @Override
    public String toString() {
        return "Channel of %d connections".formatted(length());
    }
}
