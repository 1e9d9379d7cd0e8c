package org.feathers4j.cote;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A component on the network, as a {@link Monitor} knows it.
 *
 * @param id of the component
 * @param processId of the process that it belongs to
 * @param processCommand the command of that process
 * @param hostName of its host
 * @param address the IP address that its hellos come from
 * @param silence the time since its last hello
 * @param advertisement its members: {@code name}, {@code key}, {@code axon_type}, {@code port}, ...
 * @param connectedTo the ids of the components that it reports to be connected to
 * @param traffic the traffic that it reports; empty for Node's components and listening ones of old
 */
public record MonitoredNode(
        String id,
        String processId,
        String processCommand,
        String hostName,
        String address,
        Duration silence,
        Map<String, @Nullable Object> advertisement,
        List<String> connectedTo,
        Optional<Counts> traffic) {
    /**
     * Messages since a component began.
     *
     * @param in requests, replies or events that came
     * @param out requests, replies or events that went
     * @param pending requests without an answer
     */
    public record Counts(long in, long out, long pending) {}

    /** @param now nanoseconds of the network's clock */
    static MonitoredNode of(Node node, long now, List<String> connectedTo, Optional<Counts> traffic) {
        return new MonitoredNode(
                node.iid(),
                node.hello().pid(),
                node.hello().processCommand(),
                node.hello().hostName(),
                node.address(),
                Duration.ofNanos(now - node.lastSeen()),
                node.advertisement().members(),
                connectedTo,
                traffic);
    }

    /** Its name. */
    public String name() {
        return text("name");
    }

    /** {@code req}, {@code rep}, {@code sub-emitter}, {@code pub-emitter}; empty for a monitor. */
    public String axonType() {
        return text("axon_type");
    }

    /** Environment, {@code $$} and key. */
    public String key() {
        return text("key");
    }

    /** Empty for none. */
    public String namespace() {
        return text("namespace");
    }

    /** Where it listens; 0 when it does not. */
    public int port() {
        return advertisement.get("port") instanceof Number port ? port.intValue() : 0;
    }

    private String text(String member) {
        return advertisement.get(member) instanceof String text ? text : "";
    }
}
