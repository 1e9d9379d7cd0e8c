package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;

/**
 * The owners of a route that can be asked now.
 *
 * @param all the owners for a method that all of them have, or none: then the owner itself answers that it is missing
 * @param byMethod the owners of each method that only some owners have
 */
record Candidates(List<Peer> all, Map<String, List<Peer>> byMethod) {
    List<Peer> of(String method) {
        return byMethod.getOrDefault(method, all);
    }
}
