package org.feathers4j.cote;

/** Asks the responder with the fewest unanswered requests (cote, pending-balanced-requester.js). Made by {@link Cote#pendingBalancedRequester}. */
public final class PendingBalancedRequester extends Requester {
    PendingBalancedRequester(Cote cote, String name, ComponentOptions options) {
        super(cote, name, options, Balance.byPending());
    }
}
