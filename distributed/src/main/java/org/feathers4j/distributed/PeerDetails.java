package org.feathers4j.distributed;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link MeshLink} knows about a peer beyond its key, for pages and logs. Peers say most of it themselves, so
 * nothing may be decided by it.
 *
 * @param host name of its host; null when unknown
 * @param address where its messages come from; null when unknown
 * @param program what its process runs, as it says; null when unknown
 * @param runtime {@code Java} or {@code Node}; null when unknown
 * @param silence how long ago its last hello arrived; null when the link has no hellos
 */
public record PeerDetails(
        @Nullable String host,
        @Nullable String address,
        @Nullable String program,
        @Nullable String runtime,
        @Nullable Duration silence) {
    static final PeerDetails UNKNOWN = new PeerDetails(null, null, null, null, null);
}
