package org.feathers4j.nats;

/**
 * What a listener of durable events listens to, and its name.
 *
 * @param key of the applications that have the service
 * @param path of the service
 */
record ListenerPlace(String key, String path, String event, String name) {
    @Override
    public String toString() {
        return "'%s' of '%s %s'".formatted(name, path, event);
    }
}
