package org.feathers4j.testrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server of our own, on a free port of the loopback, with its files in a folder of its own. Can be killed and started again with the same files and port.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START = Patience.ofSeconds(60);
    private static final String USER = "postgres";

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /**
     * Whether the program is there.
     *
     * @throws IllegalStateException when it is not, with {@code CI=true}: no test may be skipped there
     */
    public static boolean isInstalled() {
        return Programs.isInstalled("postgresql", programs() != null);
    }

    /** Debian keeps the programs of each version in a folder that is not on the path. */
    private static @Nullable Path programs() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) return null;
        try (Stream<Path> each = Files.list(versions)) {
            return each.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.comparing(Path::toString))
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A server that runs, with an empty database {@code postgres} of a user {@code postgres} who needs no password.
     *
     * @param folder an empty one, for its files
     */
    public static PostgresServer started(Path folder) {
        var server = new PostgresServer(folder, freePort());
        try {
            if (isRoot()) run("chown", USER, folder.toString());
            run(server.command(
                    "initdb",
                    "-D",
                    folder.resolve("data").toString(),
                    "-A",
                    "trust",
                    "-U",
                    USER,
                    "-E",
                    "UTF8",
                    "--no-sync",
                    "--locale=C"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
        return server;
    }

    /** One for all tests of this process, which gives back its files at the end. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final PostgresServer SERVER = started();

        private static PostgresServer started() {
            try {
                Path folder = Files.createTempDirectory("feathers4j-postgres");
                PostgresServer server = PostgresServer.started(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    delete(folder);
                }));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int freePort() {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** PostgreSQL refuses to run as root. */
    private String[] command(String program, String... arguments) {
        Path bin = programs();
        if (bin == null) throw new IllegalStateException("PostgreSQL is not installed");
        var command = new ArrayList<String>();
        if (isRoot()) command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/tmp").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) throw new IOException("%s: %s".formatted(List.of(command), output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it, again with the same files; returns when it takes connections. */
    public void start() {
        try {
            process = new ProcessBuilder(command(
                            "postgres",
                            "-D",
                            folder.resolve("data").toString(),
                            "-p",
                            String.valueOf(port),
                            "-k",
                            folder.toString(),
                            "-c",
                            "listen_addresses=127.0.0.1"))
                    .directory(Path.of("/tmp").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.await(START, "PostgreSQL", this::answers);
    }

    private boolean answers() {
        try {
            run(command(
                    "psql", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", USER, "-c", "select 1", "postgres"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it is, for {@code DATABASE_URL}. */
    public String url() {
        return "postgres://%s@127.0.0.1:%d/postgres".formatted(USER, port);
    }

    /** Where it listens, on the loopback. */
    public int port() {
        return port;
    }

    /** Kills all of its processes at once: what it has not written is lost, as with a power cut of the process. */
    public void kill() {
        Process running = process;
        process = null;
        if (running == null) return;
        List<ProcessHandle> children = running.descendants().toList();
        running.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            running.waitFor(20, TimeUnit.SECONDS);
            for (ProcessHandle child : children) child.onExit().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("PostgreSQL did not die", e);
        }
        Eventually.await(Patience.ofSeconds(20), "the end of PostgreSQL", () -> !listens());
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
