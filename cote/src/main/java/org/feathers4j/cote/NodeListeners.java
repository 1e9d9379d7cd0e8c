package org.feathers4j.cote;

import java.util.ArrayList;
import java.util.List;

/** The listeners that learn of all nodes, as one. Belongs to the loop. */
final class NodeListeners implements NodeListener {
    private final List<NodeListener> listeners = new ArrayList<>();

    void add(NodeListener listener) {
        listeners.add(listener);
    }

    void remove(NodeListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void onAdded(Node node) {
        for (NodeListener each : List.copyOf(listeners)) each.onAdded(node);
    }

    @Override
    public void onRemoved(Node node) {
        for (NodeListener each : List.copyOf(listeners)) each.onRemoved(node);
    }
}
