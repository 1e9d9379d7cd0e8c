package org.feathers4j.socketio;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConversationTest {
    private static final Set<String> KNOWN = Set.of("/", "/custom");
    private static final ConversationEffect CLOSE = new ConversationEffect.Close();

    private final Conversation conversation = new Conversation(Duration.ofNanos(45), 0);

    private List<ConversationEffect> receives(Packet packet) {
        return conversation.received(packet, KNOWN, 10);
    }

    private void joins(String namespace) {
        assertThat(receives(new Packet.Connect(namespace, Map.of())))
                .containsExactly(new ConversationEffect.Ask(namespace, Map.of()));
        assertThat(conversation.accept(namespace, "id", null))
                .containsExactly(
                        new ConversationEffect.Send(new Packet.Connected(namespace, "id", null)),
                        new ConversationEffect.Joined(namespace, "id"));
    }

    private static ConversationEffect left(String namespace, String reason) {
        return new ConversationEffect.Left(namespace, reason);
    }

    private static Packet event(String namespace) {
        return new Packet.Event(namespace, 3, List.of("x"));
    }

    @Test
    void a_client_enters_and_speaks() {
        joins("/");
        assertThat(receives(event("/"))).containsExactly(new ConversationEffect.Event("/", 3, List.of("x")));
        assertThat(receives(new Packet.Ack("/", 3, List.of(1))))
                .containsExactly(new ConversationEffect.Answer("/", 3, List.of(1)));
    }

    @Test
    void nobody_enters_what_does_not_exist() {
        assertThat(receives(new Packet.Connect("/random", Map.of())))
                .containsExactly(new ConversationEffect.Send(new Packet.Refused("/random", "Invalid namespace", null)));
    }

    @Test
    void who_is_refused_may_ask_again() {
        receives(new Packet.Connect("/", Map.of()));
        var refused = new Packet.Refused("/", "No", null);
        assertThat(conversation.refuse(refused)).containsExactly(new ConversationEffect.Send(refused));
        joins("/");
    }

    @Test
    void who_speaks_before_it_was_let_in_is_closed() {
        receives(new Packet.Connect("/", Map.of()));
        assertThat(receives(event("/"))).containsExactly(CLOSE);
        assertThat(conversation.accept("/", "id", null)).as("too late").isEmpty();
    }

    @Test
    void who_enters_twice_is_closed() {
        joins("/");
        joins("/custom");
        assertThat(receives(new Packet.Connect("/", Map.of())))
                .containsExactly(left("/", "forced server close"), left("/custom", "forced server close"), CLOSE);
        assertThat(receives(event("/"))).isEmpty();
    }

    @Test
    void who_speaks_as_a_server_is_closed() {
        joins("/");
        assertThat(receives(new Packet.Connected("/", "id", null))).endsWith(CLOSE);
    }

    @Test
    void a_client_leaves_one_namespace_and_stays_in_another() {
        joins("/");
        joins("/custom");
        assertThat(receives(new Packet.Disconnect("/custom")))
                .containsExactly(left("/custom", "client namespace disconnect"));
        assertThat(receives(event("/"))).hasSize(1);
        joins("/custom");
    }

    @Test
    void the_server_puts_a_client_out() {
        joins("/");
        assertThat(conversation.disconnect("/", 10))
                .containsExactly(
                        new ConversationEffect.Send(new Packet.Disconnect("/")),
                        left("/", "server namespace disconnect"));
        assertThat(conversation.disconnect("/", 10)).isEmpty();
        joins("/");
        joins("/custom");
        assertThat(conversation.expel(11))
                .containsExactly(
                        new ConversationEffect.Send(new Packet.Disconnect("/")),
                        left("/", "server namespace disconnect"),
                        new ConversationEffect.Send(new Packet.Disconnect("/custom")),
                        left("/custom", "server namespace disconnect"),
                        CLOSE);
    }

    @Test
    void the_end_of_the_session_is_the_end_everywhere_once() {
        joins("/");
        receives(new Packet.Connect("/custom", Map.of()));
        assertThat(conversation.ended("ping timeout")).containsExactly(left("/", "ping timeout"));
        assertThat(conversation.ended("ping timeout")).isEmpty();
        assertThat(conversation.accept("/custom", "id", null)).isEmpty();
    }

    @Test
    void who_is_nowhere_for_too_long_is_closed() {
        assertThat(conversation.tick(44)).isEmpty();
        assertThat(conversation.tick(45)).containsExactly(CLOSE);
    }

    @Test
    void the_time_counts_again_from_leaving_the_last_namespace() {
        joins("/");
        assertThat(conversation.tick(1000)).isEmpty();
        conversation.received(new Packet.Disconnect("/"), KNOWN, 1000);
        assertThat(conversation.tick(1044)).isEmpty();
        assertThat(conversation.tick(1045)).containsExactly(CLOSE);
    }
}
