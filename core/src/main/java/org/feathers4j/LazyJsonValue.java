package org.feathers4j;

/**
 * An object that stays what it is inside data and results, for hooks, services and transports that know it, and becomes its JSON value only where it is written: a file whose bytes are
 * streamed, for instance.
 */
public interface LazyJsonValue extends JsonValue {}
