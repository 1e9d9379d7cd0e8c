package org.feathers4j.benchmarks;

/**
 * What a benchmark came to.
 *
 * @param perSecond operations in a second, on one core
 * @param bytes allocated for one operation
 */
record Measurement(double perSecond, double bytes) {}
