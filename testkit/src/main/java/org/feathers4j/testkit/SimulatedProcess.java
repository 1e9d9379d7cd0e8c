package org.feathers4j.testkit;

import java.net.BindException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.feathers4j.cote.DatagramListener;
import org.feathers4j.cote.DatagramPort;
import org.feathers4j.cote.DatagramSettings;
import org.feathers4j.cote.MeshSecret;
import org.feathers4j.cote.Network;
import org.feathers4j.cote.PortRange;
import org.feathers4j.cote.Wire;
import org.feathers4j.cote.WireAcceptor;
import org.feathers4j.cote.WireListener;
import org.feathers4j.cote.WireServer;
import org.jspecify.annotations.Nullable;

/** One process of a {@link SimulatedNetwork}. Its loop is the thread of the test, while time advances. Connections are not encrypted, and nobody has to know a secret. */
final class SimulatedProcess implements Network {
    private final SimulatedNetwork network;
    private final String address;
    private final Map<Integer, WireAcceptor> servers = new HashMap<>();
    private final List<SimulatedWire> wires = new ArrayList<>();
    private @Nullable DatagramSettings datagrams;
    private @Nullable DatagramListener listener;
    private boolean looping;
    private boolean closed;

    SimulatedProcess(SimulatedNetwork network, String address) {
        this.network = network;
        this.address = address;
    }

    String address() {
        return address;
    }

    SimulatedNetwork network() {
        return network;
    }

    int openWires() {
        return wires.size();
    }

    void forget(SimulatedWire wire) {
        wires.remove(wire);
    }

    boolean listensOn(int port) {
        return servers.containsKey(port);
    }

    /** Runs something on the loop. */
    void loop(Runnable task) {
        if (closed) return;
        boolean outer = looping;
        looping = true;
        try {
            task.run();
        } finally {
            looping = outer;
        }
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public boolean onLoop() {
        return looping;
    }

    @Override
    public long nanos() {
        return network.time().nanos();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return network.time().schedule(delay, () -> loop(task))::cancel;
    }

    @Override
    public CompletableFuture<DatagramPort> bindDatagrams(DatagramSettings settings, DatagramListener heard) {
        var bound = new CompletableFuture<DatagramPort>();
        execute(() -> {
            datagrams = settings;
            listener = heard;
            bound.complete(new Port());
        });
        return bound;
    }

    private final class Port implements DatagramPort {
        @Override
        public void send(byte[] datagram, String to, int port, Consumer<Throwable> onFailure) {
            if (network.isOffline(address) && !to.startsWith("127."))
                execute(() -> onFailure.accept(new ConnectException("Network is unreachable")));
            else network.send(SimulatedProcess.this, datagram.clone(), to, port);
        }

        @Override
        public void close() {
            datagrams = null;
            listener = null;
        }
    }

    /** Whether a datagram to this place may reach this process. */
    boolean hears(SimulatedProcess sender, String to, int port) {
        DatagramSettings bound = datagrams;
        if (bound == null || bound.port() != port) return false;
        if (to.equals("127.255.255.255")) return address.equals(sender.address);
        return isForMany(to) ? to.equals("255.255.255.255") || to.equals(bound.multicast()) : to.equals(address);
    }

    /** Whether an address is one of broadcast or multicast. */
    static boolean isForMany(String to) {
        return to.endsWith(".255") || to.startsWith("224.") || to.startsWith("239.");
    }

    void receive(byte[] datagram, String from) {
        DatagramListener hears = listener;
        if (hears != null) loop(() -> hears.onDatagram(datagram, from));
    }

    @Override
    public CompletableFuture<WireServer> listen(PortRange ports, @Nullable MeshSecret secret, WireAcceptor acceptor) {
        var bound = new CompletableFuture<WireServer>();
        execute(() -> {
            int port = freePort(ports);
            if (port < 0) {
                bound.completeExceptionally(new BindException("No free port in " + ports));
                return;
            }
            servers.put(port, acceptor);
            bound.complete(new Server(port));
        });
        return bound;
    }

    private int freePort(PortRange ports) {
        if (ports.lowest() == 0) return network.freshPort();
        int size = ports.highest() - ports.lowest() + 1;
        int first = network.random().nextInt(size);
        for (int i = 0; i < size; i++) {
            int port = ports.lowest() + (first + i) % size;
            if (!network.isTaken(address, port)) return port;
        }
        return -1;
    }

    private final class Server implements WireServer {
        private final int port;

        Server(int port) {
            this.port = port;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void close() {
            servers.remove(port);
        }
    }

    @Override
    public void connect(
            String host,
            int port,
            @Nullable MeshSecret secret,
            Duration timeout,
            WireAcceptor acceptor,
            Consumer<Throwable> onFailure) {
        if (isUnreachable(host)) {
            schedule(timeout, () -> onFailure.accept(new ConnectException("no answer from " + host)));
            return;
        }
        schedule(network.delay(), () -> {
            SimulatedProcess server = listening(host, port);
            if (server == null) {
                onFailure.accept(new ConnectException("connection refused: %s:%d".formatted(host, port)));
                return;
            }
            int ownPort = network.freshPort();
            var here = new SimulatedWire(this, host, port);
            var there = new SimulatedWire(server, address, ownPort);
            here.join(there);
            accept(here, acceptor);
            server.loop(() -> server.acceptFrom(there, port));
        });
    }

    private boolean isUnreachable(String host) {
        return network.isCut(address, host) || network.isCut(host, address);
    }

    private @Nullable SimulatedProcess listening(String host, int port) {
        if (network.refuses(host)) return null;
        for (SimulatedProcess each : network.processes())
            if (each.address.equals(host) && each.listensOn(port)) return each;
        return null;
    }

    private void acceptFrom(SimulatedWire wire, int port) {
        WireAcceptor acceptor = servers.get(port);
        if (acceptor != null) accept(wire, acceptor);
    }

    private void accept(SimulatedWire wire, WireAcceptor acceptor) {
        wires.add(wire);
        WireListener heard = acceptor.onOpen((Wire) wire);
        wire.listener(heard);
    }

    /** Lets time pass until it is done, for all processes. */
    @Override
    public <T> T await(CompletableFuture<T> future, Duration timeout) throws TimeoutException {
        if (looping) throw new IllegalStateException("The loop cannot wait for itself");
        long end = nanos() + timeout.toNanos();
        while (!future.isDone()) {
            if (!network.time().runNextUntil(end)) throw new TimeoutException("nothing happened in " + timeout);
        }
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        servers.clear();
        listener = null;
        datagrams = null;
        List.copyOf(wires).forEach(SimulatedWire::abort);
        network.forget(this);
    }
}
