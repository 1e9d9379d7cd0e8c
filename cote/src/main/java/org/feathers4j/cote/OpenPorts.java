package org.feathers4j.cote;

import org.jspecify.annotations.Nullable;

/**
 * The TCP ports of one component. Belongs to the loop.
 *
 * @param announced the one that cote's peers know
 * @param secure the one for those who know the secret of the mesh, the same when no others are admitted; null when there is no secret
 */
record OpenPorts(WireServer announced, @Nullable WireServer secure) {
    int port() {
        return announced.port();
    }

    /** 0 when there is none. */
    int securePort() {
        return secure == null ? 0 : secure.port();
    }

    /** Accepts no more, and closes what was accepted. */
    void close() {
        announced.close();
        if (secure != null && !isShared()) secure.close();
    }

    /** For a start-up line. */
    @Override
    public String toString() {
        if (secure == null) return String.valueOf(port());
        return isShared() ? port() + " (secret)" : port() + ", " + securePort() + " (secret)";
    }

    private boolean isShared() {
        return securePort() == port();
    }
}
