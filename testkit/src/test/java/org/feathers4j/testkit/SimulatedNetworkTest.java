package org.feathers4j.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.feathers4j.cote.DatagramPort;
import org.feathers4j.cote.DatagramSettings;
import org.feathers4j.cote.Network;
import org.feathers4j.cote.PortRange;
import org.feathers4j.cote.Wire;
import org.feathers4j.cote.WireListener;
import org.feathers4j.cote.WireServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatedNetworkTest {
    private final SimulatedNetwork net = new SimulatedNetwork(7);
    private final List<String> heard = new ArrayList<>();

    private DatagramPort udp(String address, String name) throws Exception {
        Network process = net.process(address);
        var settings = new DatagramSettings("0.0.0.0", 12_345, null, 1);
        return process.await(
                process.bindDatagrams(settings, (datagram, from) -> heard.add(name + " from " + from)),
                Duration.ofSeconds(1));
    }

    private void send(DatagramPort port, String address) {
        port.send(new byte[3], address, 12_345, failure -> heard.add("failed"));
        net.advance(Duration.ofSeconds(1));
    }

    @Test
    void a_broadcast_reaches_all_processes_of_all_hosts() throws Exception {
        DatagramPort one = udp("10.0.0.1", "one");
        udp("10.0.0.1", "two");
        udp("10.0.0.2", "three");
        send(one, "255.255.255.255");
        assertThat(heard).containsExactlyInAnyOrder("one from 10.0.0.1", "two from 10.0.0.1", "three from 10.0.0.1");
    }

    @Test
    void a_broadcast_to_the_loopback_stays_on_its_host() throws Exception {
        DatagramPort one = udp("10.0.0.1", "one");
        udp("10.0.0.2", "two");
        send(one, "127.255.255.255");
        assertThat(heard).containsExactly("one from 10.0.0.1");
    }

    @Test
    void a_datagram_to_one_address_reaches_the_process_that_came_last() throws Exception {
        DatagramPort one = udp("10.0.0.1", "one");
        udp("10.0.0.2", "two");
        udp("10.0.0.2", "three");
        send(one, "10.0.0.2");
        assertThat(heard).containsExactly("three from 10.0.0.1");
    }

    @Test
    void datagrams_get_lost_and_come_twice_as_often_as_asked_for() throws Exception {
        DatagramPort one = udp("10.0.0.1", "one");
        udp("10.0.0.2", "two");
        net.weather(new NetworkConditions(0.5, 0, Duration.ofMillis(1), Duration.ofMillis(5), 10));
        for (int i = 0; i < 1000; i++) send(one, "10.0.0.2");
        assertThat(heard).hasSizeBetween(400, 600);
        heard.clear();
        net.weather(new NetworkConditions(0, 1, Duration.ofMillis(1), Duration.ofMillis(5), 10));
        send(one, "10.0.0.2");
        assertThat(heard).hasSize(2);
    }

    @Test
    void a_stream_arrives_in_order_and_in_pieces_however_it_was_written() throws Exception {
        net.weather(NetworkConditions.STORM);
        Network server = net.process("10.0.0.1");
        WireServer listening =
                server.await(server.listen(PortRange.ANY, null, wire -> collector("server")), Duration.ofSeconds(1));
        Wire wire = connect(net.process("10.0.0.2"), listening.port());
        wire.write(bytes("hello, "));
        wire.write(bytes("here I am"));
        net.advance(Duration.ofSeconds(20));
        assertThat(String.join("", heard)).isEqualTo("hello, here I am");
        assertThat(heard).hasSizeGreaterThan(2);
        net.cut("10.0.0.1", "10.0.0.2");
        wire.write(bytes("!"));
        wire.close();
        net.advance(Duration.ofSeconds(20));
        assertThat(heard).last().isNotEqualTo("!");
        net.heal("10.0.0.1", "10.0.0.2");
        net.advance(Duration.ofSeconds(20));
        assertThat(heard).endsWith("!", "server closed");
        assertThat(net.openWires()).isZero();
    }

    private Wire connect(Network client, int port) {
        var wires = new ArrayList<Wire>();
        client.execute(() -> client.connect(
                "10.0.0.1",
                port,
                null,
                Duration.ofSeconds(1),
                wire -> {
                    wires.add(wire);
                    return collector("client");
                },
                failure -> heard.add("refused")));
        net.advance(Duration.ofSeconds(2));
        return wires.getFirst();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private WireListener collector(String name) {
        return new WireListener() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                heard.add(StandardCharsets.UTF_8.decode(bytes).toString());
            }

            @Override
            public void onWritable() {}

            @Override
            public void onClosed() {
                if (name.equals("server")) heard.add("server closed");
            }
        };
    }
}
