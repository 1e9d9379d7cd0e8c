package org.feathers4j.architecture.circle;

/** Back to the first. */
public record Third(First first, Apart apart) {}
