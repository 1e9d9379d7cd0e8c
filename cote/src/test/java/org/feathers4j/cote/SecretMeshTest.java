package org.feathers4j.cote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

import ch.qos.logback.classic.Level;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A mesh with a secret, and strangers who attack it, on the real network of this host. */
class SecretMeshTest {
    private static final Duration SOON = Patience.ofSeconds(20);
    private static final String SECRET = "what only the members of this mesh know";
    private static final String OTHER = "what only those of another mesh know, too";
    private static final Map<String, Object> WHO = Map.of("type", "who");

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j.cote");

    private final int udpPort = FreePort.udp();
    private final List<Cote> cotes = new ArrayList<>();
    private final RawPeer stranger = new RawPeer(udpPort);

    private Cote cote(Consumer<CoteOptions.Builder> more) {
        Cote cote = Cote.create(options ->
                more.accept(Loopback.options(options, udpPort).log(false).statusInterval(Duration.ofMillis(100))));
        cotes.add(cote);
        return cote;
    }

    private Cote member() {
        return cote(o -> o.secret(SECRET));
    }

    @AfterEach
    void close() {
        cotes.forEach(Cote::close);
        stranger.close();
    }

    private void awaitWarning(String words) {
        Eventually.await(
                SOON,
                "a warning with: " + words,
                () -> log.messages(Level.WARN).stream().anyMatch(line -> line.contains(words)));
    }

    private static Requester requester(Cote cote) {
        return cote.requester("asker", o -> o.timeout(SOON));
    }

    /** The port that a responder says hello with. */
    private static int port(Cote seenBy) {
        Monitor monitor = seenBy.monitor("monitor");
        try {
            return responder(monitor).port();
        } finally {
            monitor.close();
        }
    }

    private static MonitoredNode responder(Monitor monitor) {
        return Eventually.get(
                SOON,
                "the responder",
                () -> monitor.nodes().stream()
                        .filter(node -> node.name().equals("answerer"))
                        .findFirst()
                        .orElse(null),
                node -> true);
    }

    @Test
    void those_who_know_the_secret_find_each_other_and_talk_over_TLS() throws IOException {
        member().responder("answerer").on("who", request -> "one");
        Cote asking = member();
        assertThat(requester(asking).send(WHO)).isEqualTo("one");
        // a connection without TLS gets nothing but its end, whatever it says
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), port(asking))) {
            plain.setSoTimeout((int) SOON.toMillis());
            plain.getOutputStream().write(RawPeer.bytes(Map.of("type", "who"), "1"));
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("one");
        }
    }

    @Test
    void large_requests_and_events_pass_the_encryption_whole() {
        Cote one = member();
        Cote two = member();
        one.responder("answerer")
                .on("length", request -> String.valueOf(request.get("text")).length());
        String text = "ä".repeat(1_000_000);
        assertThat(requester(two).send(Map.of("type", "length", "text", text))).isEqualTo(1_000_000);
        var heard = new ArrayList<@Nullable Object>();
        two.subscriber("listener", o -> o.subscribesTo("news")).on("news", (name, event) -> {
            synchronized (heard) {
                heard.add(event);
            }
        });
        Publisher publisher = one.publisher("teller", o -> o.broadcasts("news"));
        Eventually.await(SOON, "a subscriber", () -> publisher.subscribers() == 1);
        for (int i = 0; i < 100; i++) publisher.publish("news", i);
        Eventually.await(SOON, "100 events", () -> {
            synchronized (heard) {
                return heard.size() == 100 && heard.get(99) instanceof Integer last && last == 99;
            }
        });
    }

    @Test
    void those_with_another_secret_or_none_are_ignored_in_both_directions() {
        member().responder("answerer").on("who", request -> "inside");
        cote(o -> o.secret(OTHER)).responder("answerer").on("who", request -> "other");
        cote(o -> {}).responder("answerer").on("who", request -> "none");
        awaitWarning("it does not know the secret of this mesh");
        awaitWarning("its mesh has a secret, which this application was not given");
        for (String from : List.of("inside", "other", "none")) {
            Cote asking = cote(o -> {
                if (from.equals("inside")) o.secret(SECRET);
                if (from.equals("other")) o.secret(OTHER);
            });
            for (int i = 0; i < 6; i++) assertThat(requester(asking).send(WHO)).isEqualTo(from);
        }
    }

    @Test
    void a_stranger_with_a_certificate_of_his_own_or_none_is_not_let_in() throws Exception {
        Cote answering = member();
        answering.responder("answerer").on("who", request -> "inside");
        int port = port(member());
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setKeyEntry(
                "mine", pair.getPrivate(), new char[0], new X509Certificate[] {MeshIdentity.certificate(pair)});
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        for (KeyManager[] shown : List.of(keys.getKeyManagers(), new KeyManager[0])) {
            assertThatThrownBy(() -> ask(port, shown)).isInstanceOf(IOException.class);
        }
        // the same with the right key is answered: it is the key that matters
        assertThat(ask(port, MeshSecret.of(SECRET).identity().keys().getKeyManagers()))
                .contains("inside");
    }

    /** The first bytes that come back. */
    private static String ask(int port, KeyManager[] shown) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(shown, new TrustManager[] {MeshSecret.of(SECRET).identity().trust()}, null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write(RawPeer.bytes(Map.of("type", "who"), "1"));
            byte[] answer = new byte[1000];
            int length = socket.getInputStream().read(answer);
            if (length < 0) throw new IOException("closed");
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_requester_does_not_talk_to_a_port_whose_owner_cannot_prove_to_know_the_secret() throws Exception {
        Cote asking = member();
        Requester requester = requester(asking);
        RawPeer.Listening listening = stranger.listen();
        Map<String, @Nullable Object> hello = hello("i1", listening.port(), listening.port());
        stranger.say(Json.bytes(hello));
        awaitWarning("it does not know the secret of this mesh");
        // a member whose port a stranger has taken meanwhile: the signature is right
        stranger.say(MeshSecret.of(SECRET).sign(Json.bytes(hello)));
        byte[] first = listening.next().first(3);
        assertThat(first).as("a record of TLS, no frame of axon").startsWith(0x16, 0x03);
        assertThat(requester.responders()).isZero();
    }

    @Test
    void a_stranger_cannot_speak_for_a_member_where_strangers_are_admitted() {
        Cote answering = cote(o -> o.secret(SECRET).admitWithoutSecret(true));
        answering.responder("answerer").on("who", request -> "inside");
        Cote asking = cote(o -> o.secret(SECRET).admitWithoutSecret(true));
        Requester requester = requester(asking);
        assertThat(requester.send(WHO)).isEqualTo("inside");
        Monitor monitor = asking.monitor("monitor");
        MonitoredNode member = responder(monitor);
        // its name with another port, and another name at its port
        Map<String, @Nullable Object> renamed = hello("usurper", member.port(), 0);
        renamed.put("hostName", member.hostName());
        stranger.say(Json.bytes(hello(member.id(), 1, 0)));
        stranger.say(Json.bytes(renamed));
        Eventually.await(
                SOON,
                "the second hello",
                () -> monitor.nodes().stream().anyMatch(node -> node.id().equals("usurper")));
        assertThat(monitor.nodes())
                .filteredOn(node -> node.id().equals(member.id()))
                .singleElement()
                .returns(member.port(), MonitoredNode::port);
    }

    /** @param securePort 0 for none */
    private static Map<String, @Nullable Object> hello(String iid, int port, int securePort) {
        var advertisement = new LinkedHashMap<String, @Nullable Object>();
        advertisement.put("type", "service");
        advertisement.put("name", "answerer");
        advertisement.put("key", "$$");
        advertisement.put("axon_type", "rep");
        advertisement.put("port", port);
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("advertisement", advertisement);
        if (securePort > 0) data.put("securePort", securePort);
        var hello = new LinkedHashMap<String, @Nullable Object>();
        hello.put("event", "hello");
        hello.put("pid", "stranger");
        hello.put("iid", iid);
        hello.put("hostName", "raw");
        hello.put("data", data);
        return hello;
    }

    @Test
    void those_without_the_secret_are_admitted_by_option_while_members_keep_to_TLS() throws IOException {
        Cote admitting = cote(o -> o.secret(SECRET).admitWithoutSecret(true));
        admitting.responder("answerer").on("who", request -> "admitting");
        Cote without = cote(o -> {});
        assertThat(requester(without).send(WHO)).isEqualTo("admitting");
        assertThat(requester(member()).send(WHO)).isEqualTo("admitting");
        without.responder("answerer", o -> o.key("else")).on("who", request -> "without");
        assertThat(admitting
                        .requester("asker", o -> o.key("else").timeout(SOON))
                        .send(WHO))
                .isEqualTo("without");
        // a member that admits nobody does not see it
        assertThatThrownBy(() -> member().requester("asker", o -> o.key("else").timeout(Duration.ofSeconds(2)))
                        .send(WHO))
                .isInstanceOf(RequestException.class);
    }

    @Test
    void a_network_without_a_secret_is_mentioned_unless_it_is_this_host_alone() {
        cote(o -> {});
        assertThat(log.messages(Level.WARN)).isEmpty();
        cote(o -> o.discovery(() -> new HubDiscovery(new HubDiscovery.Hub("hub", "127.0.0.1"))));
        assertThat(log.messages(Level.WARN)).singleElement().asString().contains(MeshSecret.VARIABLE);
        log.clear();
        cote(o -> o.discovery(() -> new HubDiscovery(new HubDiscovery.Hub("hub", "127.0.0.1")))
                .secret(SECRET));
        assertThat(log.messages(Level.WARN)).isEmpty();
    }
}
