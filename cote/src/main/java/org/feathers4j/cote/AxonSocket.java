package org.feathers4j.cote;

import org.jspecify.annotations.Nullable;

/**
 * One end of axon's messaging patterns, to be announced to the network by {@link CoteEngine#announce}. Pub and rep sockets listen; sub and req sockets
 * connect to all that fit. Belongs to the loop, except where a method says otherwise.
 */
public abstract sealed class AxonSocket permits PubSocket, SubSocket, ReqSocket, RepSocket {
    private @Nullable Component component;

    AxonSocket() {}

    abstract AxonType type();

    abstract ComponentStatus status();

    /** The connections of those that connect here; null when this socket does not listen. */
    @Nullable
    AcceptedConnections accepted() {
        return null;
    }

    /** Keeps the connections to peers; null when this socket listens. */
    @Nullable
    Connector connector() {
        return null;
    }

    /** The component that announces this socket; null before it is announced. */
    @Nullable
    Component component() {
        return component;
    }

    void announcedBy(Component announcing) {
        component = announcing;
    }

    /** Closes all connections when what waits has been sent. */
    void finish() {
        AcceptedConnections accepted = accepted();
        Connector connector = connector();
        if (accepted != null) {
            accepted.close();
            accepted.open().forEach(AmpConnection::finish);
        }
        if (connector != null) connector.finish();
    }
}
