package org.feathers4j.server;

/**
 * The path of Socket.IO among those of services and handlers.
 *
 * @param path with a slash at both ends
 */
record SocketPath(String path) {
    static SocketPath of(ServerOptions options) {
        return new SocketPath(options.sockets().path());
    }

    /** The path without the slash at its end. */
    String bare() {
        return path.substring(0, path.length() - 1);
    }

    /**
     * Refuses a path of the application that requests would never reach.
     *
     * @param what the path belongs to
     * @param taken with a slash at its beginning
     * @throws IllegalArgumentException when it is the path of Socket.IO, or below it
     */
    void refuse(String what, String taken) {
        if (taken.equals(bare()) || taken.startsWith(path))
            throw new IllegalArgumentException(
                    "%s at %s would never be reached: %s is where Socket.IO is served. Choose another path, or serve Socket.IO elsewhere: sockets(s -> s.path(...))"
                            .formatted(what, taken, path));
    }
}
