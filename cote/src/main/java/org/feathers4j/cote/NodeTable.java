package org.feathers4j.cote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The known nodes, by their hellos (node-discover, lib/discover.js). Knows no clock: signals bring the time.
 *
 * <p>One of several components of an application has twice the time: its hellos got lost when those of the remaining ones arrive. When no hello of any of them arrives
 * the application is asked for a sign of life, which counts as a hello of all.
 *
 * <p>Nodes leave without a message: a node is gone when it has been silent for longer than {@code nodeTimeout}, or when another process listens
 * in its place. When this process itself was asleep, or could not receive hellos, that time does not count as silence.
 */
final class NodeTable {
    private final Duration nodeTimeout;
    private final long pause;
    private final int maxNodes;
    private final Set<String> mainComponents;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    /** The ids of the nodes that listen at the same place. */
    private final Map<Place, Set<String>> listening = new HashMap<>();

    private final Set<String> asked = new HashSet<>();
    private long lastTick = Long.MIN_VALUE;

    private record Place(String address, int port) {
        static Place of(Node node) {
            return new Place(node.address(), node.advertisement().port());
        }
    }

    /**
     * @param nodeTimeout silence after which a node is gone
     * @param tickInterval how often ticks come
     * @param maxNodes how many are remembered
     * @param mainComponents names of the components of which at least one says hello while an application lives
     */
    NodeTable(Duration nodeTimeout, Duration tickInterval, int maxNodes, Set<String> mainComponents) {
        this.nodeTimeout = nodeTimeout;
        this.pause = tickInterval.toNanos();
        this.maxNodes = maxNodes;
        this.mainComponents = Set.copyOf(mainComponents);
    }

    /** All nodes, in the order of their first hello. */
    Collection<Node> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    /** Whether a node with that id is known. */
    boolean knows(String iid) {
        return nodes.containsKey(iid);
    }

    /** The effects of a signal, to be carried out in this order. */
    List<NodeEffect> apply(NodeSignal signal) {
        return switch (signal) {
            case NodeSignal.Heard heard -> hear(heard);
            case NodeSignal.Tick(long at) -> tick(at);
            case NodeSignal.Deaf(long at) -> spare(at);
            case NodeSignal.Asked(String app, boolean answered, long at) -> answered ? vouch(app, at) : giveUp(app, at);
        };
    }

    private List<NodeEffect> hear(NodeSignal.Heard heard) {
        Node known = nodes.get(heard.hello().iid());
        return known == null ? add(new Node(heard.hello(), heard.address(), heard.at())) : update(known, heard);
    }

    private List<NodeEffect> update(Node known, NodeSignal.Heard heard) {
        // a stranger may say anything, but not in the name of one that knows the secret
        if (known.hello().signed() && !heard.hello().signed()) return List.of();
        Node now = known.heard(heard.hello(), heard.address(), heard.at(), nodeTimeout.toNanos() / 2);
        nodes.put(now.iid(), now);
        if (now.isLike(known)) return List.of();
        unlist(known);
        list(now);
        return List.of(new NodeEffect.Updated(known, now));
    }

    private List<NodeEffect> add(Node node) {
        if (nodes.size() >= maxNodes) return List.of(new NodeEffect.Refused(node));
        var effects = new ArrayList<NodeEffect>();
        for (String iid : List.copyOf(listening.getOrDefault(Place.of(node), Set.of()))) {
            Node other = Objects.requireNonNull(nodes.get(iid));
            if (!node.contradicts(other)) continue;
            nodes.remove(iid);
            unlist(other);
            effects.add(new NodeEffect.Removed(other));
        }
        nodes.put(node.iid(), node);
        list(node);
        effects.add(new NodeEffect.Added(node));
        return effects;
    }

    private void list(Node node) {
        if (node.advertisement().port() == 0) return; // it connects only
        listening
                .computeIfAbsent(Place.of(node), place -> new LinkedHashSet<>())
                .add(node.iid());
    }

    private void unlist(Node node) {
        listening.computeIfPresent(Place.of(node), (place, ids) -> {
            ids.remove(node.iid());
            return ids.isEmpty() ? null : ids;
        });
    }

    private List<NodeEffect> tick(long now) {
        if (lastTick != Long.MIN_VALUE) forgive(now - lastTick - 2 * pause, now);
        lastTick = now;
        // nearly always: what follows is a quarter of what the loop of an application at rest would do
        if (nodes.values().stream().noneMatch(node -> silence(node, now) > 0)) return List.of();
        Set<String> living = living(now);
        Set<String> silent = nodes.values().stream()
                .filter(node -> isOverdue(node, living, now) && !isOf(living, node))
                .flatMap(node -> node.advertisement().appUuid().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<NodeEffect> effects = removeIf(node -> isOverdue(node, living, now) && !isOf(silent, node));
        for (String app : silent) if (asked.add(app)) effects.add(new NodeEffect.Silent(app));
        return effects;
    }

    /** The applications of which hellos arrive. */
    private Set<String> living(long now) {
        return nodes.values().stream()
                .filter(node -> mainComponents.contains(node.advertisement().name()) && silence(node, now) <= 0)
                .flatMap(node -> node.advertisement().appUuid().stream())
                .collect(Collectors.toSet());
    }

    private boolean isOverdue(Node node, Set<String> living, long now) {
        return silence(node, now) > (isOf(living, node) ? nodeTimeout.toNanos() : 0);
    }

    private List<NodeEffect> vouch(String app, long now) {
        asked.remove(app);
        nodes.replaceAll((iid, node) -> isOf(Set.of(app), node) ? node.seenAt(now) : node);
        return List.of();
    }

    private List<NodeEffect> giveUp(String app, long now) {
        asked.remove(app);
        Set<String> living = living(now);
        return removeIf(node -> isOf(Set.of(app), node) && isOverdue(node, living, now));
    }

    private static boolean isOf(Set<String> apps, Node node) {
        return node.advertisement().appUuid().filter(apps::contains).isPresent();
    }

    /** How much longer a node has been silent than it may. */
    private long silence(Node node, long now) {
        return now - node.lastSeen() - nodeTimeout.toNanos();
    }

    /** While no hellos can be received no node is gone; afterwards each has time to say hello. */
    private List<NodeEffect> spare(long now) {
        lastTick = now;
        nodes.replaceAll((iid, node) -> node.seenAt(now));
        return List.of();
    }

    /** Hellos that arrived while the process was asleep still wait in the socket, or were dropped when its buffer was full. */
    private void forgive(long slept, long now) {
        if (slept > 0) nodes.replaceAll((iid, node) -> node.seenAt(Math.min(now, node.lastSeen() + slept)));
    }

    private List<NodeEffect> removeIf(Predicate<Node> condition) {
        var effects = new ArrayList<NodeEffect>();
        nodes.values().removeIf(node -> {
            boolean remove = condition.test(node);
            if (remove) {
                unlist(node);
                effects.add(new NodeEffect.Removed(node));
            }
            return remove;
        });
        return effects;
    }
}
