package org.feathers4j.benchmarks;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What a process that is measured does when it is told to. */
interface Commands {
    /** Where it listens. */
    int port();

    /**
     * Obeys, and returns when that is done.
     *
     * @param command its name
     * @param members its arguments, as JSON values
     * @return the reply, as a JSON value
     */
    @Nullable
    Object obey(String command, Map<?, ?> members) throws Exception;

    /** An argument that is a number. */
    static int number(Map<?, ?> members, String name) {
        if (members.get(name) instanceof Number number) return number.intValue();
        throw new IllegalArgumentException("'%s' is missing, or no number, in %s".formatted(name, members));
    }
}
