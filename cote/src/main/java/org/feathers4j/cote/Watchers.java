package org.feathers4j.cote;

import java.util.ArrayList;
import java.util.List;

/** Those who hear of all nodes, whatever they are. Belongs to the loop. */
final class Watchers implements NodeListener {
    private final List<NodeListener> watchers = new ArrayList<>();

    void add(NodeListener watcher) {
        watchers.add(watcher);
    }

    void remove(NodeListener watcher) {
        watchers.remove(watcher);
    }

    @Override
    public void onAdded(Node node) {
        for (NodeListener each : List.copyOf(watchers)) each.onAdded(node);
    }

    @Override
    public void onRemoved(Node node) {
        for (NodeListener each : List.copyOf(watchers)) each.onRemoved(node);
    }
}
