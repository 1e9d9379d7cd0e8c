package org.feathers4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.Network;
import org.feathers4j.cotelink.CoteLink;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;

/** An application on a host of a {@link SimulatedNetwork}. Answers every request with its own key. */
final class SimulatedApp implements MeshListener {
    final Peer self;
    final MeshLink link;
    final Network process;
    private boolean killed;

    /** Whether it leaves requests unanswered. */
    boolean deaf;

    final List<String> heard = new ArrayList<>();
    final List<MeshEvent> events = new ArrayList<>();
    final Set<Peer> joined = new LinkedHashSet<>();
    final Set<Peer> linked = new LinkedHashSet<>();

    SimulatedApp(SimulatedNetwork network, String address, String key) {
        this(network, address, key, options -> {});
    }

    SimulatedApp(SimulatedNetwork network, String address, String key, Consumer<CoteOptions.Builder> options) {
        process = network.process(address);
        self = new Peer(UUID.randomUUID().toString(), key);
        link = CoteLink.create(() -> process, options);
        var local = new LocalApp(self, List.of("created"), List.of("find", "get"), true, Duration.ofSeconds(20));
        link.open(local, this);
    }

    /** Ends its process, without a word. */
    void kill(SimulatedNetwork network) {
        network.kill(process);
        killed = true;
    }

    void close(Duration timeout) {
        if (!killed) link.close(timeout);
    }

    ServiceDescriptor offers(String path) {
        var service = new ServiceDescriptor(
                self.uuid(), self.key(), path, List.of("created"), List.of("find", "get"), Map.of());
        link.announce(service);
        return service;
    }

    /** Sends a request; the list has what became of it, when something has. */
    List<Reply> ask(SimulatedApp other) {
        var replies = new ArrayList<Reply>();
        link.request(
                other.self,
                new MeshRequest("find", other.self.key(), "todos", Map.of("params", Map.of())),
                replies::add);
        return replies;
    }

    void publish(int n) {
        link.publish(new MeshEvent("created", Map.of("path", "todos", "key", self.key(), "n", n)));
    }

    long count(String what) {
        return heard.stream().filter(what::equals).count();
    }

    @Override
    public void onJoined(Peer peer) {
        heard.add("joined " + peer.key());
        if (!joined.add(peer)) heard.add("joined twice");
    }

    @Override
    public void onLeft(Peer peer) {
        heard.add("left " + peer.key());
        if (!joined.remove(peer)) heard.add("left twice");
        if (linked.contains(peer)) heard.add("left while linked");
    }

    @Override
    public void onLinked(Peer peer) {
        heard.add("linked " + peer.key());
        if (!joined.contains(peer)) heard.add("linked before it joined");
        if (!linked.add(peer)) heard.add("linked twice");
    }

    @Override
    public void onUnlinked(Peer peer) {
        heard.add("unlinked " + peer.key());
        if (!linked.remove(peer)) heard.add("unlinked twice");
    }

    @Override
    public void onService(ServiceDescriptor service) {
        heard.add("service " + service.key() + "/" + service.path());
    }

    @Override
    public void onServiceRemoved(ServiceDescriptor service) {
        heard.add("removed " + service.key() + "/" + service.path());
    }

    @Override
    public void onEvent(MeshEvent event) {
        events.add(event);
    }

    @Override
    public void onRequest(IncomingRequest request) {
        String type = request.read().type();
        heard.add(type);
        if (!deaf) request.reply(self.key() + " answers " + type);
    }
}
