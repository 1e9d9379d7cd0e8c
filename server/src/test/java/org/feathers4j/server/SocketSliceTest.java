package org.feathers4j.server;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SocketSliceTest {
    @Test
    void a_client_connects_speaks_and_is_answered() {
        try (var house = new SocketHouse();
                var client = RawWebSocket.connected(house.port())) {
            assertThat(client.next()).isEqualTo("42[\"auth\",{}]");
            client.text("42[\"message\",1,\"2\",{\"3\":[true]}]");
            assertThat(client.next()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
            client.text("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
            assertThat(client.next()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }
}
