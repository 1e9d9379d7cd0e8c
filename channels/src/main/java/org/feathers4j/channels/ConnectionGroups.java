package org.feathers4j.channels;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/**
 * The connections that get an event, grouped by their data: each connection once, with the data of the first channel
 * that it is in.
 */
final class ConnectionGroups {
    /** Channels without data of their own. */
    private static final Object NOTHING_SPECIAL = new Object();

    private final Set<Connection> seen = new HashSet<>();
    private final IdentityHashMap<Object, Group> byData = new IdentityHashMap<>();
    private final List<Group> groups = new ArrayList<>();

    /**
     * The connections that get the same data.
     *
     * @param data of their channel; null when the channel has none
     */
    record Group(@Nullable Object data, List<Connection> connections) {}

    private ConnectionGroups() {}

    /**
     * The groups of connections in what a publisher has returned, in the order of its channels; no group is empty.
     *
     * @throws IllegalArgumentException when it contains any other value than channels, lists and nulls
     */
    static List<Group> of(@Nullable Object returned) {
        var found = new ConnectionGroups();
        found.add(returned);
        return found.groups;
    }

    private void add(@Nullable Object returned) {
        switch (returned) {
            case null -> {}
            case Channel channel -> add(channel);
            case Iterable<?> list -> list.forEach(this::add);
            default ->
                throw new IllegalArgumentException("A publisher returns channels, lists of channels or null, not a %s"
                        .formatted(returned.getClass().getName()));
        }
    }

    private void add(Channel channel) {
        Object data = channel.data();
        for (Connection connection : channel.connections())
            if (seen.add(connection)) group(data).connections().add(connection);
    }

    private Group group(@Nullable Object data) {
        return byData.computeIfAbsent(data == null ? NOTHING_SPECIAL : data, key -> {
            var group = new Group(data, new ArrayList<>());
            groups.add(group);
            return group;
        });
    }
}
