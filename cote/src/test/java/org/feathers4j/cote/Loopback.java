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
    public static CoteOptions.Builder options(CoteOptions.Builder options, int udpPort) {
        return options.broadcast("127.255.255.255")
                .port(udpPort)
                .ports(20_000, 29_999)
                .helloInterval(Duration.ofMillis(300))
                .checkInterval(Duration.ofMillis(200))
                .nodeTimeout(Duration.ofMillis(1500));
    }
}
