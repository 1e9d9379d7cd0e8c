package org.feathers4j.hooks;

/**
 * A keyword that the validator found broken.
 *
 * @param evaluation where the keyword is, as a pointer that goes through references
 * @param instance the value it was evaluated against, as a pointer
 */
record Failure(String evaluation, String instance) {}
