package org.feathers4j.hooks;

/** A hook that changes or checks what calls carry, and lets through whoever calls. Whether a method is guarded is seen from the others. */
public interface Shaping {}
