package org.feathers4j.json;

/** Notices whether names arrive in the order in which JavaScript would list them. */
final class NameOrder {
    private long lastIndex = -1;
    private boolean othersBegan;
    private boolean kept = true;

    void add(String name) {
        long index = Names.index(name);
        if (index < 0) {
            othersBegan = true;
        } else {
            if (othersBegan || index < lastIndex) kept = false;
            lastIndex = index;
        }
    }

    boolean isKept() {
        return kept;
    }
}
