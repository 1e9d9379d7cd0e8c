package org.feathers4j.architecture.circle;

/** Reached from the circle, and depends on nothing in it. */
public record Apart(String name) {}
