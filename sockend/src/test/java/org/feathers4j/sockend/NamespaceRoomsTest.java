package org.feathers4j.sockend;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NamespaceRoomsTest {
    private final NamespaceRooms rooms = new NamespaceRooms();
    private final SockendClient ada = client("ada");
    private final SockendClient bob = client("bob");

    private SockendClient client(String id) {
        var client = new SockendClient(new FakeSocket(id, "/"), Map.of(), rooms);
        rooms.enter(client);
        return client;
    }

    @Test
    void everybody_has_a_room_of_its_own() {
        assertThat(rooms.all()).containsExactlyInAnyOrder(ada, bob);
        assertThat(rooms.in(List.of("ada"))).containsExactly(ada);
    }

    @Test
    void whoever_is_in_several_rooms_is_found_once() {
        ada.join("red");
        ada.join("blue");
        bob.join("blue");
        assertThat(rooms.in(List.of("red", "blue", "nowhere"))).containsExactly(ada, bob);
    }

    @Test
    void whoever_leaves_is_found_no_more() {
        ada.join("red");
        ada.leave("red");
        ada.leave("never joined");
        bob.join("red");
        rooms.exit(bob);
        assertThat(rooms.in(List.of("red", "bob"))).isEmpty();
        assertThat(rooms.all()).containsExactly(ada);
    }
}
