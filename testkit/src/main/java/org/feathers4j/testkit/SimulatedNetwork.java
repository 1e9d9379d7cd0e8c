package org.feathers4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import org.feathers4j.cote.Network;

/**
 * A small internet inside the test: hosts with addresses, UDP with broadcast, TCP, all with the faults that the test wants, on
 * {@link FakeTime}. The same seed gives the same story.
 *
 * <pre>{@code
 * var net = new SimulatedNetwork(1);
 * MeshLink worker = CoteLink.create(() -> net.process("10.0.0.1"), o -> {});
 * MeshLink gateway = CoteLink.create(() -> net.process("10.0.0.2"), o -> {});
 * ...
 * net.cut("10.0.0.1", "10.0.0.2");
 * net.advance(Duration.ofSeconds(31));
 * }</pre>
 *
 * <p>For one thread: that of the test, on which everything happens while time advances.
 */
public final class SimulatedNetwork {
    private final FakeTime time = new FakeTime();
    private final Random random;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final List<SimulatedPipe> pipes = new ArrayList<>();
    private final Set<Way> cut = new HashSet<>();
    private final Set<Way> withoutDatagrams = new HashSet<>();
    private final Set<String> refusing = new HashSet<>();
    private final Set<String> offline = new HashSet<>();
    private NetworkConditions weather = NetworkConditions.FAIR;
    private int lastPort = 40_000;
    private long datagrams;

    private record Way(String from, String to) {}

    /**
     * A network in fair weather.
     *
     * @param seed of everything that happens by chance
     */
    public SimulatedNetwork(long seed) {
        random = new Random(seed);
    }

    /** The time of all hosts. */
    public FakeTime time() {
        return time;
    }

    /** Lets time pass on all hosts. */
    public void advance(Duration duration) {
        time.advance(duration);
    }

    /** Changes how everything that is sent from now on is treated. */
    public void weather(NetworkConditions value) {
        weather = value;
    }

    /**
     * A new process on a host, with sockets of its own.
     *
     * @param address IPv4 address of the host; hosts exist by being named
     */
    public Network process(String address) {
        var process = new SimulatedProcess(this, address);
        processes.add(process);
        return process;
    }

    /** Ends a process as SIGKILL does: its connections break, its datagrams stop. It is called no more. */
    public void kill(Network process) {
        ((SimulatedProcess) process).close();
    }

    /** Nothing passes between the two hosts any more, in either direction, and neither is told. Data that TCP has sent waits. */
    public void cut(String one, String other) {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    /** Nothing gets from the first host to the second any more. */
    public void cutOneWay(String from, String to) {
        cut.add(new Way(from, to));
    }

    /** Datagrams do not get from the first host to the second any more, as with a firewall or a switch that forgets a group; TCP goes on. */
    public void loseDatagrams(String from, String to) {
        withoutDatagrams.add(new Way(from, to));
    }

    /** Repairs what {@link #cut} and {@link #loseDatagrams} broke; TCP delivers what has waited. */
    public void heal(String one, String other) {
        for (Way way : List.of(new Way(one, other), new Way(other, one))) {
            cut.remove(way);
            withoutDatagrams.remove(way);
        }
        List.copyOf(pipes).forEach(SimulatedPipe::flow);
    }

    /** Breaks all TCP connections between two hosts; both sides notice, and may connect again. */
    public void breakConnections(String one, String other) {
        for (SimulatedPipe each : List.copyOf(pipes)) {
            if (each.leads(one, other) || each.leads(other, one)) each.breakDown();
        }
    }

    /** Whether a host refuses new TCP connections. */
    public void refuse(String address, boolean refuses) {
        if (refuses) refusing.add(address);
        else refusing.remove(address);
    }

    /** Takes a host off the network: it cannot even send broadcasts, except on its own loopback. */
    public void takeOffline(String address) {
        offline.add(address);
    }

    boolean isOffline(String address) {
        return offline.contains(address);
    }

    /** How many ends of TCP connections are open anywhere. */
    public int openWires() {
        return processes.stream().mapToInt(SimulatedProcess::openWires).sum();
    }

    /** How many datagrams were sent so far; a broadcast is one, whoever hears it. */
    public long datagrams() {
        return datagrams;
    }

    boolean isCut(String from, String to) {
        return cut.contains(new Way(from, to));
    }

    boolean refuses(String address) {
        return refusing.contains(address);
    }

    List<SimulatedProcess> processes() {
        return List.copyOf(processes);
    }

    void forget(SimulatedProcess process) {
        processes.remove(process);
    }

    SimulatedPipe pipe(SimulatedWire from, SimulatedWire to) {
        var pipe = new SimulatedPipe(this, from, to);
        pipes.add(pipe);
        return pipe;
    }

    void forget(SimulatedPipe pipe) {
        pipes.remove(pipe);
    }

    /** A TCP port that was never used. */
    int freshPort() {
        return ++lastPort;
    }

    boolean isTaken(String address, int port) {
        return processes.stream().anyMatch(each -> each.address().equals(address) && each.listensOn(port));
    }

    Random random() {
        return random;
    }

    int pieceOf(int bytes) {
        return Math.min(bytes, 1 + random.nextInt(weather.largestPiece()));
    }

    Duration delay() {
        long shortest = weather.shortestDelay().toNanos();
        long longest = weather.longestDelay().toNanos();
        return Duration.ofNanos(shortest + (longest > shortest ? random.nextLong(longest - shortest) : 0));
    }

    /** Delivers a datagram to the processes that share the port: to all, or as kernels do to the one that bound it last. */
    void send(SimulatedProcess sender, byte[] datagram, String address, int port) {
        datagrams++;
        List<SimulatedProcess> receivers = processes.stream()
                .filter(each -> each.hears(sender, address, port))
                .toList();
        if (receivers.isEmpty()) return;
        List<SimulatedProcess> reached = SimulatedProcess.isForMany(address) ? receivers : List.of(receivers.getLast());
        for (SimulatedProcess each : reached) carry(sender, each, datagram);
    }

    private void carry(SimulatedProcess sender, SimulatedProcess receiver, byte[] datagram) {
        boolean sameHost = sender.address().equals(receiver.address());
        if (isCut(sender.address(), receiver.address())) return;
        if (withoutDatagrams.contains(new Way(sender.address(), receiver.address()))) return;
        if (!sameHost && random.nextDouble() < weather.loss()) return;
        deliver(sender, receiver, datagram);
        if (!sameHost && random.nextDouble() < weather.duplication()) deliver(sender, receiver, datagram);
    }

    private void deliver(SimulatedProcess sender, SimulatedProcess receiver, byte[] datagram) {
        String from = Objects.requireNonNull(sender.address());
        time.schedule(delay(), () -> receiver.receive(datagram.clone(), from));
    }
}
