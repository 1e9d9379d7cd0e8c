package org.feathers4j.interop;

/** The versions of feathers-distributed that a Node peer can run. */
enum NodeVersion {
    V2_4_0(2),
    V3_0_0(3);

    private final int major;

    NodeVersion(int major) {
        this.major = major;
    }

    /** The number that {@code peer.mjs} knows the version by. */
    int major() {
        return major;
    }
}
