package org.feathers4j.interop;

import java.util.ArrayDeque;

/** The last lines a peer wrote to its standard error. The reader adds, failure messages show. */
final class StderrTail {

    private static final int LINES = 30;

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        lines.add(line);
        if (lines.size() > LINES) {
            lines.remove();
        }
    }

    @Override
    public synchronized String toString() {
        return lines.isEmpty() ? "(nothing)" : String.join("\n", lines);
    }
}
