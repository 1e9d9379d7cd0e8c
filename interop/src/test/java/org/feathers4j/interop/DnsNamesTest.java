package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import org.feathers4j.cote.Cote;
import org.feathers4j.cote.Requester;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Cotes behind a DNS name of a real server, at addresses of the loopback. */
class DnsNamesTest {
    private static final Duration SOON = Patience.ofSeconds(40);
    private static final String ASKING = "127.0.0.2";
    private static final String NOBODY = "127.0.0.99";
    private static final String ANSWERING = "127.0.0.3";

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j.cote.DnsDiscovery");

    @TempDir
    private Path folder;

    private final int port = DiscoveryPort.free();
    private final int dnsPort = DiscoveryPort.free();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void needs_a_server() {
        assumeTrue(DnsServer.isInstalled(), "needs dnsmasq");
    }

    @AfterEach
    void end() throws Exception {
        for (var each : opened.reversed()) each.close();
    }

    private DnsServer dns(List<String> addresses) {
        var server = DnsServer.start(folder, List.of(), "127.0.0.1", dnsPort, addresses);
        opened.add(server);
        return server;
    }

    private Cote cote(String address) {
        Cote cote = Cote.create(o -> o.address(address)
                .port(port)
                .dns(DnsServer.NAME)
                .dnsServer("127.0.0.1:" + dnsPort)
                .helloInterval(Duration.ofMillis(300))
                .checkInterval(Duration.ofMillis(500))
                .nodeTimeout(Duration.ofMillis(1500))
                .log(false));
        opened.add(cote);
        return cote;
    }

    private Requester requester() {
        cote(ANSWERING).responder("answering").on("who", request -> "the other");
        return cote(ASKING).requester("asking");
    }

    private static void awaitResponders(Requester requester, int count) {
        Eventually.await(SOON, count + " responders", () -> requester.responders() == count);
    }

    @Test
    void addresses_come_and_go_whatever_the_server_says_of_their_life() {
        var dns = dns(List.of(NOBODY));
        var requester = requester();
        assertThat(requester.responders()).isZero();
        dns.change(List.of(ASKING, ANSWERING));
        awaitResponders(requester, 1);
        assertThat(requester.send(Map.of("type", "who"))).isEqualTo("the other");
        dns.change(List.of(ANSWERING)); // to which the requester's address is lost, so that it hears nothing more
        awaitResponders(requester, 0);
    }

    @Test
    void without_an_answer_of_the_server_a_name_is_asked_for_again_and_its_addresses_are_kept() {
        var requester = requester();
        awaitWarning("hellos go to 0 addresses known before");
        var dns = dns(List.of(ASKING, ANSWERING));
        awaitResponders(requester, 1);
        dns.close();
        awaitWarning("hellos go to 2 addresses known before");
        assertThat(requester.send(Map.of("type", "who"))).isEqualTo("the other");
    }

    @Test
    void an_unknown_name_is_remarked_once_and_found_when_it_is_there() {
        var dns = dns(List.of());
        var requester = requester();
        awaitWarning("No IPv4 address has the name todos.test at 127.0.0.1:" + dnsPort);
        Eventually.await(
                SOON, "a remark of each cote", () -> log.messages(Level.WARN).size() >= 2);
        dns.change(List.of(ASKING, ANSWERING));
        awaitResponders(requester, 1);
        assertThat(log.messages(Level.WARN)).as("once for each cote").hasSize(2);
    }

    @Test
    void hellos_go_to_a_thousand_addresses_at_most() {
        dns(IntStream.range(0, 1100)
                .mapToObj(i -> "127.1.%d.%d".formatted(i / 250, 1 + i % 250))
                .toList());
        cote(ASKING);
        awaitWarning("has 1100 addresses: hellos go to 1000 of them only");
    }

    private void awaitWarning(String text) {
        Eventually.await(SOON, text, () -> log.messages(Level.WARN).stream().anyMatch(line -> line.contains(text)));
    }
}
