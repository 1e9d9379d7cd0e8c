package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.feathers4j.testrules.Programs;

/** A real dnsmasq of our own that knows the addresses of one name, which can change. {@link #close} ends it at once. */
final class DnsServer implements AutoCloseable {
    /** The name that it knows. */
    static final String NAME = "todos.test";

    private final Path folder;
    private final String address;
    private final int port;
    private final Process process;

    private DnsServer(Path folder, String address, int port, Process process) {
        this.folder = folder;
        this.address = address;
        this.port = port;
        this.process = process;
    }

    /** Whether the program is there. */
    static boolean isInstalled() {
        return Programs.isInstalled("dnsmasq-base", "dnsmasq", "--version");
    }

    /**
     * Starts one; on return it answers.
     *
     * @param folder of its own, for its files
     * @param before what to put before the command, for instance to run it on a host of its own
     * @param address of the interface that it listens on
     * @param addresses those of the name
     */
    static DnsServer start(Path folder, List<String> before, String address, int port, List<String> addresses) {
        var command = new ArrayList<>(before);
        command.addAll(List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--pid-file=",
                "--log-facility=-",
                "--user=",
                "--group=",
                "--no-resolv",
                "--no-hosts",
                "--addn-hosts=" + folder.resolve("hosts"),
                "--local=/test/",
                "--local-ttl=600", // which must not keep a peer from asking again
                "--bind-interfaces",
                "--listen-address=" + address,
                "--port=" + port));
        try {
            Files.createDirectories(folder);
            write(folder, addresses);
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            var server = new DnsServer(folder, address, port, process);
            Eventually.await(Patience.ofSeconds(20), "dnsmasq in " + folder, server::hasRead);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean hasRead() {
        if (!process.isAlive()) throw new AssertionError("dnsmasq has ended: " + log());
        return log().contains("- " + lines(folder) + " ");
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("output.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path folder) {
        try (var lines = Files.lines(folder.resolve("hosts"))) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, List<String> addresses) throws IOException {
        Files.writeString(
                folder.resolve("hosts"),
                addresses.stream().map(each -> each + " " + NAME + "\n").collect(Collectors.joining()));
    }

    /** Gives the name other addresses, from the next question on or soon after. */
    void change(List<String> addresses) {
        try {
            write(folder, addresses);
            new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the option {@code dnsServer}. */
    String server() {
        return address + ":" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
