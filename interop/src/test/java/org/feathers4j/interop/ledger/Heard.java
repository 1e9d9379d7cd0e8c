package org.feathers4j.interop.ledger;

/**
 * An event as a listener heard it: that a value was written.
 *
 * @param emitter the process that wrote the value
 * @param number how many values this process had written by then
 */
public record Heard(String emitter, int number, int value) {}
