package org.feathers4j.sockend;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The clients of a namespace and their rooms, both guarded by a lock. Safe for all threads. */
final class NamespaceRooms {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SockendClient, Set<String>> clients = new HashMap<>();
    private final Map<String, Set<SockendClient>> rooms = new HashMap<>();

    /** Adds a client, in a room of its own. */
    void enter(SockendClient client) {
        join(client, client.id());
    }

    void join(SockendClient client, String room) {
        lock.lock();
        try {
            clients.computeIfAbsent(client, each -> new LinkedHashSet<>()).add(room);
            rooms.computeIfAbsent(room, each -> new LinkedHashSet<>()).add(client);
        } finally {
            lock.unlock();
        }
    }

    void leave(SockendClient client, String room) {
        lock.lock();
        try {
            Set<String> its = clients.get(client);
            if (its != null && its.remove(room)) empty(client, room);
        } finally {
            lock.unlock();
        }
    }

    /** Removes a client from all rooms. */
    void exit(SockendClient client) {
        lock.lock();
        try {
            Set<String> its = clients.remove(client);
            if (its != null) its.forEach(room -> empty(client, room));
        } finally {
            lock.unlock();
        }
    }

    private void empty(SockendClient client, String room) {
        rooms.computeIfPresent(room, (name, there) -> {
            there.remove(client);
            return there.isEmpty() ? null : there;
        });
    }

    List<SockendClient> all() {
        lock.lock();
        try {
            return List.copyOf(clients.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** The clients in any of these rooms, each once. */
    Collection<SockendClient> in(Collection<String> names) {
        lock.lock();
        try {
            var found = new LinkedHashSet<SockendClient>();
            for (String each : names) found.addAll(rooms.getOrDefault(each, Set.of()));
            return found;
        } finally {
            lock.unlock();
        }
    }
}
