package org.feathers4j.distributed;

/**
 * How many calls were sent once more, to another application or to the same one, by the reason; since the application has joined.
 *
 * @param lost the connection was lost or the peer excluded before it answered
 * @param leaving the peer is about to leave
 * @param overloaded the peer has too much to do
 * @param notOffered the peer does not offer the service any more
 */
public record RetryStats(long lost, long leaving, long overloaded, long notOffered) {}
