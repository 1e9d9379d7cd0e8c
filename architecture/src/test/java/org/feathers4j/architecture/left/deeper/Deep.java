package org.feathers4j.architecture.left.deeper;

/** In a package below a module's, which is not null-marked. */
public record Deep(String name) {}
