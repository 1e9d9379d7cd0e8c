package org.feathers4j.cote;

/** Hears of nodes that fit to a component: opposite kind, same key, same name space. On the loop. */
interface NodeListener {
    void onAdded(Node node);

    /** The same node as was added, perhaps with a later time. */
    void onRemoved(Node node);
}
