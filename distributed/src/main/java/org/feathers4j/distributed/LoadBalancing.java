package org.feathers4j.distributed;

/** How the calls of a remote service are spread over its owners. The words are cote's. */
public enum LoadBalancing {
    /** One after the other, as cote's Requester does. */
    ROUND_ROBIN,
    /** The one with the fewest calls under way, as cote's PendingBalancedRequester does; in turn among equals. */
    PENDING,
    /** The one that answered fastest in the last ten seconds, as cote's TimeBalancedRequester does; every tenth call goes to any. */
    TIME
}
