package org.feathers4j.cote;

/** Learns of nodes that match a component: opposite kind, same key, same name space. On the loop. */
interface NodeListener {
    /** Does nothing: a listening component leaves it to its peers to connect. */
    NodeListener NONE = new NodeListener() {
        @Override
        public void onAdded(Node added) {}

        @Override
        public void onRemoved(Node removed) {}
    };

    void onAdded(Node node);

    /** The same node as was added, perhaps with a later time. */
    void onRemoved(Node node);
}
