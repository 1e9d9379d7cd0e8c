package org.feathers4j.architecture;

import java.util.List;
import java.util.Set;

/**
 * A named layer inside a module, whose package is flat.
 *
 * @param name for reports
 * @param below names of the layers that it may use
 * @param types the simple names of its top-level types
 */
record Layer(String name, Set<String> below, Set<String> types) {

    /** A layer with the types that are named, separated by blanks. */
    static Layer of(String name, Set<String> below, String types) {
        return new Layer(name, below, Set.copyOf(List.of(types.strip().split("\\s+"))));
    }

    boolean has(String type) {
        return types.contains(type);
    }

    boolean mayUse(Layer other) {
        return equals(other) || below.contains(other.name);
    }
}
