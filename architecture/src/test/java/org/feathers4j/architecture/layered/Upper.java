package org.feathers4j.architecture.layered;

/** In the upper layer. */
public record Upper(int value) {}
