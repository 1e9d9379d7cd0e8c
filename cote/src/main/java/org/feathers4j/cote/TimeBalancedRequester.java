package org.feathers4j.cote;

/** Asks the responder that answered soonest of late, and now and then another one (cote, time-balanced-requester.js). Made by {@link Cote#timeBalancedRequester}. */
public final class TimeBalancedRequester extends Requester {
    TimeBalancedRequester(Cote cote, String name, ComponentOptions options) {
        super(cote, name, options, Balance.byTime());
    }
}
