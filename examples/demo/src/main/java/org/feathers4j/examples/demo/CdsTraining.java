package org.feathers4j.examples.demo;

import org.feathers4j.examples.todos.Gateway;
import org.feathers4j.examples.todos.Replica;

/** Starts the programs of the example in one process and ends them again, so that the JVM can remember which classes they need. */
public final class CdsTraining {

    private CdsTraining() {}

    /** With {@code PORT=0} on any free ports. */
    public static void main(String[] args) {
        Replica.main(args);
        Gateway.main(args);
        System.exit(0);
    }
}
