package org.feathers4j.coteweb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.feathers4j.cote.MonitoredNode;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures of the network as JSON values: hosts with processes with components, and the connections between components. Remembers the last one for
 * the rates; belongs to the thread that makes pictures.
 */
final class PictureMaker {
    private record Count(MonitoredNode.Counts counts, long at, double in, double out) {}

    private final Supplier<List<MonitoredNode>> nodes;
    private final Supplier<Map<String, Map<String, List<String>>>> services;
    private Map<String, Count> last = Map.of();

    /**
     * @param nodes everybody
     * @param services of Feathers: paths and methods by the UUID of the application
     */
    PictureMaker(Supplier<List<MonitoredNode>> nodes, Supplier<Map<String, Map<String, List<String>>>> services) {
        this.nodes = nodes;
        this.services = services;
    }

    /** @param now nanoseconds */
    Map<String, @Nullable Object> make(long now) {
        List<MonitoredNode> everybody = nodes.get();
        var counts = new HashMap<String, Count>();
        for (MonitoredNode each : everybody)
            each.traffic().ifPresent(traffic -> counts.put(each.id(), count(each.id(), traffic, now)));
        last = counts;
        var picture = new LinkedHashMap<String, @Nullable Object>();
        picture.put("hosts", hosts(everybody));
        picture.put("links", links(everybody));
        return picture;
    }

    /** Components report less often than pictures are made: the rate stays until there is another report. */
    private Count count(String id, MonitoredNode.Counts now, long at) {
        Count before = last.get(id);
        if (before == null) return new Count(now, at, 0, 0);
        boolean same = before.counts().in() == now.in() && before.counts().out() == now.out();
        double seconds = (at - before.at()) / 1e9;
        if (seconds <= 0 || (same && seconds < 6)) return before;
        double in = Math.max(0, now.in() - before.counts().in()) / seconds;
        double out = Math.max(0, now.out() - before.counts().out()) / seconds;
        return new Count(now, at, in, out);
    }

    private List<Map<String, @Nullable Object>> hosts(List<MonitoredNode> everybody) {
        var byHost = new TreeMap<String, Map<String, List<MonitoredNode>>>();
        for (MonitoredNode each : everybody)
            byHost.computeIfAbsent(each.hostName(), host -> new TreeMap<>())
                    .computeIfAbsent(each.processId(), process -> new ArrayList<>())
                    .add(each);
        var hosts = new ArrayList<Map<String, @Nullable Object>>();
        byHost.forEach((name, processes) -> {
            var host = new LinkedHashMap<String, @Nullable Object>();
            host.put("name", name);
            host.put("processes", processes.values().stream().map(this::process).toList());
            hosts.add(host);
        });
        return hosts;
    }

    private Map<String, @Nullable Object> process(List<MonitoredNode> components) {
        MonitoredNode any = components.getFirst();
        var process = new LinkedHashMap<String, @Nullable Object>();
        process.put("id", any.processId());
        process.put("command", any.processCommand());
        process.put("address", any.address());
        process.put("services", services(components));
        process.put("components", components.stream().map(this::component).toList());
        return process;
    }

    /** The services of all applications in a process. */
    private List<Map<String, @Nullable Object>> services(List<MonitoredNode> components) {
        Set<Object> apps = new HashSet<>();
        for (MonitoredNode each : components)
            if (each.advertisement().get("appUuid") instanceof String uuid) apps.add(uuid);
        var offered = new ArrayList<Map<String, @Nullable Object>>();
        services.get().forEach((uuid, paths) -> {
            if (apps.contains(uuid))
                new TreeMap<>(paths).forEach((path, methods) -> offered.add(Map.of("path", path, "methods", methods)));
        });
        return offered;
    }

    private Map<String, @Nullable Object> component(MonitoredNode node) {
        var component = new LinkedHashMap<String, @Nullable Object>();
        component.put("id", node.id());
        component.put("name", node.name());
        component.put("kind", node.axonType().isEmpty() ? "monitor" : node.axonType());
        component.put("key", node.key());
        component.put("namespace", node.namespace());
        component.put("port", node.port());
        component.put("silence", node.silence().toMillis());
        component.put("topics", topics(node));
        component.put("subset", node.advertisement().get("subset"));
        Count count = last.get(node.id());
        if (count != null) component.put("traffic", traffic(count, node));
        return component;
    }

    private static Map<String, @Nullable Object> traffic(Count count, MonitoredNode node) {
        var traffic = new LinkedHashMap<String, @Nullable Object>();
        traffic.put("in", count.counts().in());
        traffic.put("out", count.counts().out());
        traffic.put("inRate", count.in());
        traffic.put("outRate", count.out());
        traffic.put("pending", node.traffic().map(MonitoredNode.Counts::pending).orElse(0L));
        return traffic;
    }

    /** What it answers, asks for, publishes or hears, by what it says. */
    private static Set<String> topics(MonitoredNode node) {
        var topics = new TreeSet<String>();
        for (String member : List.of("respondsTo", "requests", "broadcasts", "subscribesTo"))
            if (node.advertisement().get(member) instanceof List<?> list)
                list.stream().limit(100).map(String::valueOf).forEach(topics::add);
        return topics;
    }

    /** From those who connect to those who listen. */
    private static List<List<String>> links(List<MonitoredNode> everybody) {
        Set<String> known = new HashSet<>();
        for (MonitoredNode each : everybody) known.add(each.id());
        var links = new ArrayList<List<String>>();
        for (MonitoredNode each : everybody)
            for (String other : each.connectedTo()) if (known.contains(other)) links.add(List.of(each.id(), other));
        return links;
    }
}
