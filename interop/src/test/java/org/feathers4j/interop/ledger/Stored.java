package org.feathers4j.interop.ledger;

/**
 * A value as it stands in the store, which outlives the processes that write to it.
 *
 * @param emitter the process that wrote it and emitted an event about it
 * @param number how many values this process had written by then
 */
public record Stored(int key, int value, String emitter, int number) {}
