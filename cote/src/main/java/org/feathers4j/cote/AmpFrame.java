package org.feathers4j.cote;

import java.util.List;

/** A message on an axon socket: one to fifteen arguments. */
record AmpFrame(List<AmpArgument> arguments) {
    AmpFrame {
        arguments = List.copyOf(arguments);
    }

    int size() {
        return arguments.size();
    }

    AmpArgument argument(int index) {
        return arguments.get(index);
    }

    AmpArgument last() {
        return arguments.get(arguments.size() - 1);
    }
}
