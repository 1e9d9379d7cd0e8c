package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.feathers4j.Connection;

/** The users of connections: the subject of the token of each. Owner of this map; safe for all threads. */
final class Subjects {
    private final Map<Connection, String> subjects = new ConcurrentHashMap<>();

    void loggedIn(Connection connection, String subject) {
        subjects.put(connection, subject);
    }

    void forget(Connection connection) {
        subjects.remove(connection);
    }

    boolean isEmpty() {
        return subjects.isEmpty();
    }

    /** The connections of one subject. Looks at all of them: subjects are removed more rarely than they log in. */
    List<Connection> of(String subject) {
        return subjects.entrySet().stream()
                .filter(entry -> entry.getValue().equals(subject))
                .map(Map.Entry::getKey)
                .toList();
    }
}
