package org.feathers4j.cote;

import java.time.Duration;

/** Options for tests: a network that is this host alone, and hellos in quick succession. */
public final class Loopback {
    private Loopback() {}

    /**
     * These options with the loopback as the network.
     *
     * @param udpPort for hellos; see {@link FreePort}
     */
    public static CoteOptions options(CoteOptions options, int udpPort) {
        return options.withBroadcast("127.255.255.255")
                .withPort(udpPort)
                .withPorts(20_000, 29_999)
                .with(new CoteTimes(
                        Duration.ofMillis(300),
                        Duration.ofMillis(200),
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(60)));
    }
}
