package org.feathers4j.client;

/** Hears how a socket's connection fares, on the thread of the listeners of events and in order with those. What it throws is logged. */
public interface ConnectionListener {
    /**
     * The connection is established and, if the client was logged in, authenticated again. Missed events may be delivered before this call.
     *
     * @param recovered whether the client goes on where it was: no event is missing, and none will come twice. False for the first connection, and where the server can't say what was missed
     */
    default void connected(boolean recovered) throws Exception {}

    /**
     * The connection is lost; the client tries to get another one.
     *
     * @param reason in a few words
     */
    default void disconnected(String reason) throws Exception {}
}
