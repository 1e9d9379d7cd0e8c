package org.feathers4j.benchmarks;

import java.io.IOException;

/** Measurements that share their processes. */
interface Group {
    /** What it is chosen by. */
    String name();

    /** Above its table. */
    String title();

    /** Measures one side once, and adds what it finds. */
    void measure(Side side, LoadOptions options, Results results) throws IOException;
}
