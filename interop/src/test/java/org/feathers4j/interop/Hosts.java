package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Hosts with addresses of their own on one Ethernet: network name spaces of this machine, joined by a bridge. Needs Linux, {@code ip} and the rights of root. One
 * thread uses it; closing removes all of it.
 */
final class Hosts implements AutoCloseable {

    /** Where all of them hear. */
    static final String BROADCAST = "10.77.0.255";

    private final String prefix =
            "f4j" + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
    private final String bridge = prefix + "b";
    private final List<Host> hosts = new ArrayList<>();

    /**
     * A host.
     *
     * @param space its name space
     * @param plug the other end of its cable
     */
    record Host(String space, String plug, String address) {

        /** What to put before a command that is to run there. */
        List<String> command() {
            return List.of("ip", "netns", "exec", space);
        }

        /** Pulls its cable: nothing goes in or out, and no peer is told. */
        void pullCable() {
            run("ip", "link", "set", plug, "down");
        }

        void plugIn() {
            run("ip", "link", "set", plug, "up");
        }

        /** What it sends to the other one by TCP gets lost, while broadcasts and the other direction go on. */
        void loseWhatGoesTo(Host other) {
            inside(
                    "ip",
                    "neigh",
                    "replace",
                    other.address,
                    "lladdr",
                    "02:00:00:00:00:01",
                    "nud",
                    "permanent",
                    "dev",
                    "eth0");
        }

        void findAgain(Host other) {
            inside("ip", "neigh", "del", other.address, "dev", "eth0");
        }

        private void inside(String... command) {
            var whole = new ArrayList<>(command());
            whole.addAll(List.of(command));
            run(whole.toArray(String[]::new));
        }
    }

    Hosts() {
        run("ip", "link", "add", bridge, "type", "bridge");
        run("ip", "link", "set", bridge, "up");
    }

    /** Skips a test where no hosts can be made. */
    static void require() {
        assumeTrue(canBeMade(), "needs Linux, 'ip' and the rights of root");
    }

    /** Whether hosts can be made here. */
    static boolean canBeMade() {
        return System.getProperty("os.name").equals("Linux") && succeeds("ip", "netns", "list") && canAdd();
    }

    private static boolean canAdd() {
        var name = "f4jtry" + ThreadLocalRandom.current().nextInt(0x10000);
        return succeeds("ip", "netns", "add", name) && succeeds("ip", "netns", "del", name);
    }

    /** Has this machine take part, as 10.77.0.254. */
    void join() {
        run("ip", "addr", "add", "10.77.0.254/24", "broadcast", BROADCAST, "dev", bridge);
    }

    /** Another host on the network 10.77.0.0/24. */
    Host add() {
        int number = hosts.size() + 1;
        var host = new Host(prefix + "h" + number, prefix + "p" + number, "10.77.0." + number);
        run("ip", "netns", "add", host.space());
        hosts.add(host);
        run("ip", "link", "add", host.plug(), "type", "veth", "peer", "name", "eth0", "netns", host.space());
        run("ip", "link", "set", host.plug(), "master", bridge);
        run("ip", "link", "set", host.plug(), "up");
        host.inside("ip", "addr", "add", host.address() + "/24", "broadcast", BROADCAST, "dev", "eth0");
        host.inside("ip", "link", "set", "lo", "up");
        host.inside("ip", "link", "set", "eth0", "up");
        host.inside("ip", "route", "add", "default", "dev", "eth0");
        return host;
    }

    @Override
    public void close() {
        for (var host : hosts) {
            succeeds("ip", "netns", "del", host.space());
        }
        succeeds("ip", "link", "del", bridge);
    }

    private static boolean succeeds(String... command) {
        try {
            run(command);
            return true;
        } catch (AssertionError | UncheckedIOException e) {
            return false;
        }
    }

    private static void run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("%s: %s".formatted(String.join(" ", command), output.strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
