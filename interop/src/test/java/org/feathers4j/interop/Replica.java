package org.feathers4j.interop;

/**
 * A process that offers a service which others offer, too.
 *
 * @param name what it calls itself
 * @param terminate asks it to end and returns when it has
 */
record Replica(String name, Runnable freeze, Runnable thaw, Runnable kill, Runnable terminate) {

    static Replica of(String name, JavaProcess process) {
        return new Replica(name, process::freeze, process::thaw, process::kill, process::terminate);
    }

    static Replica of(NodePeer peer) {
        return new Replica(peer.name(), peer::freeze, peer::thaw, peer::kill, peer::leave);
    }
}
