package org.feathers4j.distributed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A mesh inside one process, without sockets: for tests, and for several applications in one process. Params, data,
 * results, errors and events arrive in their JSON form, as over the network: an {@code Instant} as text, a record as an
 * object.
 *
 * <pre>{@code
 * var mesh = new MemoryMesh();
 * gateway.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
 * worker.configure(Distribution.create(o -> o.key("worker").link(mesh.link())));
 * }</pre>
 *
 * <p>Owns the members; safe for all threads.
 */
public final class MemoryMesh {
    private final Map<String, MemoryLink> members = new ConcurrentHashMap<>();

    /** A link for one application. */
    public MeshLink link() {
        return new MemoryLink(this);
    }

    /**
     * Breaks the connections of an application, as when a cable is pulled: it stays on the mesh but gets no calls.
     * Requests under way are lost.
     */
    public void cut(String uuid) {
        MemoryLink cut = member(uuid);
        for (MemoryLink other : members.values()) if (other != cut) other.unlink(cut);
        for (MemoryLink other : members.values()) if (other != cut) cut.unlink(other);
    }

    /** Repairs what {@link #cut} broke. */
    public void heal(String uuid) {
        MemoryLink healed = member(uuid);
        for (MemoryLink other : members.values()) if (other != healed) greet(other, healed);
    }

    /** Removes an application without notice, as when its process is killed. */
    public void kill(String uuid) {
        MemoryLink killed = members.remove(uuid);
        if (killed == null) return;
        killed.loseAll("the application was killed");
        members.values().forEach(other -> other.lose(killed));
    }

    void join(MemoryLink link) {
        MemoryLink[] present = members.values().toArray(MemoryLink[]::new);
        members.put(link.uuid(), link);
        for (MemoryLink other : present) greet(other, link);
    }

    void leave(MemoryLink link) {
        if (members.remove(link.uuid()) != null) members.values().forEach(other -> other.lose(link));
    }

    Iterable<MemoryLink> members() {
        return members.values();
    }

    private static void greet(MemoryLink one, MemoryLink other) {
        one.meet(other);
        other.meet(one);
    }

    private MemoryLink member(String uuid) {
        MemoryLink link = members.get(uuid);
        if (link == null) throw new IllegalArgumentException("No application with uuid " + uuid);
        return link;
    }
}
