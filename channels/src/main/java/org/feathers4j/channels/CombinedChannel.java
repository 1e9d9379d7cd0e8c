package org.feathers4j.channels;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/** Several channels as one: it has the connections of all; joining and leaving it applies to each. */
final class CombinedChannel implements Channel {
    private final List<? extends Channel> children;

    CombinedChannel(List<? extends Channel> children) {
        this.children = List.copyOf(children);
    }

    @Override
    public Channel join(Collection<? extends @Nullable Connection> connections) {
        children.forEach(child -> child.join(connections));
        return this;
    }

    @Override
    public Channel leave(Collection<? extends @Nullable Connection> connections) {
        children.forEach(child -> child.leave(connections));
        return this;
    }

    @Override
    public List<Connection> connections() {
        var union = new LinkedHashSet<Connection>();
        children.forEach(child -> union.addAll(child.connections()));
        return List.copyOf(union);
    }

    @Override
    public String toString() {
        return "Combined " + children;
    }
}
