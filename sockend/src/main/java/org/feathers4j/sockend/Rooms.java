package org.feathers4j.sockend;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Who is in a namespace, and in which of its rooms. Owner of both, under its lock; any thread. */
final class Rooms {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Guest, Set<String>> guests = new HashMap<>();
    private final Map<String, Set<Guest>> rooms = new HashMap<>();

    /** Everybody has a room of its own. */
    void enter(Guest guest) {
        join(guest, guest.id());
    }

    void join(Guest guest, String room) {
        lock.lock();
        try {
            guests.computeIfAbsent(guest, each -> new LinkedHashSet<>()).add(room);
            rooms.computeIfAbsent(room, each -> new LinkedHashSet<>()).add(guest);
        } finally {
            lock.unlock();
        }
    }

    void leave(Guest guest, String room) {
        lock.lock();
        try {
            Set<String> its = guests.get(guest);
            if (its != null && its.remove(room)) empty(guest, room);
        } finally {
            lock.unlock();
        }
    }

    /** Out of all rooms. */
    void exit(Guest guest) {
        lock.lock();
        try {
            Set<String> its = guests.remove(guest);
            if (its != null) its.forEach(room -> empty(guest, room));
        } finally {
            lock.unlock();
        }
    }

    private void empty(Guest guest, String room) {
        rooms.computeIfPresent(room, (name, there) -> {
            there.remove(guest);
            return there.isEmpty() ? null : there;
        });
    }

    List<Guest> all() {
        lock.lock();
        try {
            return List.copyOf(guests.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** Who is in any of these rooms, everybody once. */
    Collection<Guest> in(Collection<String> names) {
        lock.lock();
        try {
            var found = new LinkedHashSet<Guest>();
            for (String each : names) found.addAll(rooms.getOrDefault(each, Set.of()));
            return found;
        } finally {
            lock.unlock();
        }
    }
}
