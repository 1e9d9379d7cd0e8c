package org.feathers4j.cote;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What Jazzer calls with datagrams of its own making: each is a hello that everything else can live with, or nothing. */
public final class FuzzedHellos {
    private FuzzedHellos() {}

    public static void fuzzerTestOneInput(byte[] datagram) {
        var table = new NodeTable(Duration.ofSeconds(30), Duration.ofSeconds(1), 10, Set.of());
        Hello.parse(datagram).ifPresent(hello -> {
            table.apply(new NodeSignal.Heard(hello, "10.0.0.1", 0));
            table.apply(new NodeSignal.Heard(hello, "10.0.0.2", 1));
            for (Node each : table.nodes()) {
                String unused = each + " " + each.advertisement().fits(each.advertisement());
                if (Hello.parse(hello.toBytes()).isEmpty())
                    throw new AssertionError("A hello that was read is written as none: " + unused);
            }
        });
        Optional<Hello> unused =
                new HelloCipher("pass phrase").decrypt(datagram).flatMap(Hello::parse);
    }
}
