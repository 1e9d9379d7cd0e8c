package org.feathers4j.benchmarks;

/** Whose applications are measured. */
enum Side {
    JAVA,
    NODE
}
