package org.feathers4j.distributed;

/**
 * An application of the mesh.
 *
 * @param uuid made anew at every start of the application
 * @param key its distribution key; applications with the same key are replicas of each other
 */
public record Peer(String uuid, String key) {
    /** The part of the uuid that logs show. */
    public String shortUuid() {
        return shortUuid(uuid);
    }

    static String shortUuid(String uuid) {
        int dash = uuid.indexOf('-');
        return dash < 0 ? uuid : uuid.substring(0, dash);
    }

    /** For logs and errors, for instance {@code todos@ee3a282d}. */
    @Override
    public String toString() {
        return key + "@" + shortUuid();
    }
}
