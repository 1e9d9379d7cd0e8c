package org.feathers4j.interop;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Something a Node peer told of its own accord.
 *
 * @param name what happened: {@code ready}, {@code joined}, {@code service}, {@code service-removed}, {@code emitted},
 *     {@code uncaught}
 * @param members all members of the line
 */
record PeerEvent(String name, Map<String, @Nullable Object> members) {

    /** The member, or null where there is none. */
    @Nullable
    Object get(String member) {
        return members.get(member);
    }

    /** The member as text; {@code "null"} where there is none. */
    String text(String member) {
        return String.valueOf(members.get(member));
    }

    /** The member, which must be an integer. */
    int number(String member) {
        return members.get(member) instanceof Number number ? number.intValue() : complain(member);
    }

    boolean is(String name, String member, String value) {
        return this.name.equals(name) && value.equals(members.get(member));
    }

    private int complain(String member) {
        throw new AssertionError("'%s' is no number in %s".formatted(member, this));
    }
}
