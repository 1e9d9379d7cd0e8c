package org.feathers4j;

/** A call whose thread was interrupted: the thread stays interrupted, and the caller learns that the call did not end by itself. */
final class Interruption {
    private Interruption() {}

    static FeathersException of(String method, String path, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return FeathersException.unavailable("%s on service '%s' was interrupted", method, path)
                .withCause(cause);
    }
}
