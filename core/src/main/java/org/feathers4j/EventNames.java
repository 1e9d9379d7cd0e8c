package org.feathers4j;

import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of listeners for events that can never occur, for instance because of a misspelt name. */
final class EventNames {
    /** The name of the public type, by which users filter. */
    private static final Logger log = LoggerFactory.getLogger("org.feathers4j.ServiceHandle");

    private static final Set<String> OF_APPLICATIONS =
            Set.of("service", "service-removed", "connection", "disconnect", "login", "logout");
    /** Two letters that are swapped, one too many and one that is missing are two changes. */
    private static final int SIMILAR = 2;

    private EventNames() {}

    /** @param known all events of the service at this path */
    static void check(String path, Set<String> known, String event) {
        if (!known.contains(event))
            log.warn(
                    "A listener of service '{}' waits for the event '{}', which is none of its events {}; name those that it emits itself in its options: events(\"{}\")",
                    path,
                    event,
                    known,
                    event);
    }

    /** Applications may have events of their own, so only those count that look like one of ours. */
    static void check(String event) {
        closest(
                event,
                OF_APPLICATIONS,
                known -> log.warn(
                        "A listener of the application waits for the event '{}': is '{}' meant?", event, known));
    }

    private static void closest(String event, Collection<String> names, Consumer<String> found) {
        if (names.contains(event)) return;
        names.stream()
                .filter(name -> distance(event, name) <= SIMILAR)
                .findFirst()
                .ifPresent(found);
    }

    /** How many letters have to be inserted, removed or replaced to make one of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
