package org.feathers4j.hooks;

/** A hook that changes or checks data and queries, but refuses no caller. Other hooks decide whether a method counts as guarded. */
public interface Shaping {}
