package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;

/**
 * The owners of a route that can be asked now.
 *
 * @param all for methods that all owners have, and for those that none has: then an owner says so itself
 * @param byMethod for methods that only some owners have
 */
record Candidates(List<Peer> all, Map<String, List<Peer>> byMethod) {
    List<Peer> of(String method) {
        return byMethod.getOrDefault(method, all);
    }
}
