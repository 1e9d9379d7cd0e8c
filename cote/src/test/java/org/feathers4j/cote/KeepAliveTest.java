package org.feathers4j.cote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What the kernel knows of our connections. */
class KeepAliveTest {
    private static final Path TABLE = Path.of("/proc/net/tcp");
    /** IPv4 connections of sockets that know IPv6, too. */
    private static final Path OTHER_TABLE = Path.of("/proc/net/tcp6");

    private static final int ESTABLISHED = 1;
    private static final int KEEP_ALIVE_TIMER = 2;
    /** The table counts in hundredths of a second. */
    private static final long TWENTY_SECONDS = 2000;

    private static final WireListener SILENT = new WireListener() {
        @Override
        public void onBytes(ByteBuffer bytes) {}

        @Override
        public void onWritable() {}

        @Override
        public void onClosed() {}
    };

    @BeforeAll
    static void needs_linux() {
        assumeTrue(Files.exists(TABLE));
    }

    @Test
    void both_ends_of_a_silent_connection_ask_within_twenty_seconds_whether_the_other_one_is_there() throws Exception {
        var network = new VertxNetwork();
        try {
            WireServer server =
                    network.await(network.listen(PortRange.ANY, null, wire -> SILENT), Duration.ofSeconds(10));
            network.execute(() -> network.connect(
                    "127.0.0.1", server.port(), null, Duration.ofSeconds(10), wire -> SILENT, failure -> {}));
            Eventually.await(Patience.ofSeconds(10), "two ends with a timer", () -> endsThatAsk(server.port()) == 2);
        } finally {
            network.close();
        }
    }

    /** Lines of {@code /proc/net/tcp}: number, local, remote, state, queues, kind of timer : when, and more. */
    private static long endsThatAsk(int port) {
        try {
            String wanted = "%04X".formatted(port);
            List<String> lines = new ArrayList<>(Files.readAllLines(TABLE));
            if (Files.exists(OTHER_TABLE)) lines.addAll(Files.readAllLines(OTHER_TABLE));
            return lines.stream()
                    .filter(line -> !line.contains("local_address"))
                    .map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields[1].endsWith(":" + wanted) || fields[2].endsWith(":" + wanted))
                    .filter(fields -> Integer.parseInt(fields[3], 16) == ESTABLISHED)
                    .map(fields -> fields[5].split(":"))
                    .filter(timer -> Integer.parseInt(timer[0], 16) == KEEP_ALIVE_TIMER
                            && Long.parseLong(timer[1], 16) <= TWENTY_SECONDS)
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }
}
