package org.feathers4j.socketio;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EngineSessionTest {
    private static final EngineOptions OPTIONS = EngineOptions.create(EngineSessionTest::quick);

    private static final EnginePacket HELLO = new EnginePacket.Message(Octets.of("hello"));
    private static final EngineEffect REFUSED = new EngineEffect.Refuse();
    private static final EngineEffect RELEASED = new EngineEffect.Release();
    private static final EngineEffect PING = new EngineEffect.Send(EnginePacket.PING);
    private static final EngineEffect DROPPED = new EngineEffect.DropProbe();
    private static final EngineEffect GOODBYE = new EngineEffect.Answer(EnginePacket.CLOSE);

    private static void quick(EngineOptions.Builder options) {
        options.pingInterval(Duration.ofNanos(300))
                .pingTimeout(Duration.ofNanos(200))
                .upgradeTimeout(Duration.ofNanos(150))
                .closeTimeout(Duration.ofNanos(100));
    }

    private static EngineSession polling() {
        return new EngineSession("abc", Transport.POLLING, OPTIONS, 0);
    }

    private static EngineSession webSocket() {
        return new EngineSession("abc", Transport.WEBSOCKET, OPTIONS, 0);
    }

    private static EngineEffect closed(String reason) {
        return new EngineEffect.Closed(reason, false);
    }

    private static EngineEffect ended() {
        return new EngineEffect.Closed("forced close", true);
    }

    private static List<Transport> upgrades(EngineSession session) {
        return ((EnginePacket.Open) ((EngineEffect.Send) session.open().getFirst()).packet())
                .handshake()
                .upgrades();
    }

    @Test
    void a_handshake_offers_what_is_served() {
        assertThat(upgrades(polling())).containsExactly(Transport.WEBSOCKET);
        assertThat(upgrades(webSocket())).isEmpty();
        EngineOptions pollingOnly = EngineOptions.create(o -> {
            quick(o);
            o.transports(Set.of(Transport.POLLING));
        });
        assertThat(upgrades(new EngineSession("abc", Transport.POLLING, pollingOnly, 0)))
                .isEmpty();
    }

    @Test
    void messages_are_passed_on() {
        EngineSession session = webSocket();
        assertThat(session.received(HELLO, 1)).containsExactly(new EngineEffect.Received(Octets.of("hello")));
        assertThat(session.received(new EnginePacket.Binary(Octets.of("x")), 1))
                .containsExactly(new EngineEffect.ReceivedBytes(Octets.of("x")));
        assertThat(session.received(EnginePacket.NOOP, 1)).isEmpty();
    }

    @Test
    void pings_come_an_interval_after_the_last_pong() {
        EngineSession session = webSocket();
        assertThat(session.tick(299)).isEmpty();
        assertThat(session.tick(300)).containsExactly(PING);
        assertThat(session.tick(400)).isEmpty();
        assertThat(session.received(new EnginePacket.Pong(""), 450)).isEmpty();
        assertThat(session.tick(749)).isEmpty();
        assertThat(session.tick(750)).containsExactly(PING);
    }

    @Test
    void a_pong_that_does_not_come_ends_the_session() {
        EngineSession session = webSocket();
        session.tick(300);
        assertThat(session.tick(499)).isEmpty();
        assertThat(session.tick(500)).containsExactly(closed("ping timeout"));
        assertThat(session.tick(501)).isEmpty();
        assertThat(session.received(HELLO, 502)).isEmpty();
    }

    @Test
    void any_packet_buys_time_but_once() {
        EngineSession session = webSocket();
        session.tick(300);
        session.received(HELLO, 450);
        assertThat(session.tick(649)).isEmpty();
        session.received(HELLO, 649);
        assertThat(session.tick(650)).containsExactly(closed("ping timeout"));
    }

    @Test
    void clients_do_not_ping() {
        assertThat(webSocket().received(new EnginePacket.Ping(""), 1)).containsExactly(closed("transport error"));
    }

    @Test
    void a_client_that_says_goodbye_gets_its_poll_back() {
        EngineSession session = polling();
        session.polled();
        assertThat(session.posting()).isEmpty();
        assertThat(session.posted(List.of(HELLO, EnginePacket.CLOSE, HELLO), 1))
                .containsExactly(new EngineEffect.Received(Octets.of("hello")), RELEASED, closed("transport close"));
    }

    @Test
    void two_polls_at_once_end_the_session() {
        EngineSession session = polling();
        assertThat(session.polled()).isEmpty();
        assertThat(session.polled()).containsExactly(REFUSED, GOODBYE, closed("transport error"));
        assertThat(session.polled()).containsExactly(REFUSED);
    }

    @Test
    void two_posts_at_once_end_the_session() {
        EngineSession session = polling();
        assertThat(session.posting()).isEmpty();
        assertThat(session.posting()).containsExactly(REFUSED, closed("transport error"));
    }

    @Test
    void after_a_post_comes_the_next() {
        EngineSession session = polling();
        session.posting();
        session.posted(List.of(HELLO), 1);
        assertThat(session.posting()).isEmpty();
        session.postRefused();
        assertThat(session.posting()).isEmpty();
    }

    @Test
    void what_is_no_packet_ends_the_session() {
        EngineSession session = polling();
        session.polled();
        assertThat(session.malformed()).containsExactly(GOODBYE, closed("parse error"));
    }

    @Test
    void a_lost_request_ends_the_session() {
        EngineSession polled = polling();
        polled.polled();
        assertThat(polled.pollLost()).containsExactly(closed("transport error"));
        EngineSession posted = polling();
        posted.posting();
        assertThat(posted.postLost()).containsExactly(closed("transport error"));
        EngineSession answered = polling();
        answered.polled();
        answered.answered();
        assertThat(answered.pollLost()).isEmpty();
    }

    @Test
    void a_client_upgrades() {
        EngineSession session = polling();
        session.polled();
        assertThat(session.probing(10)).isEmpty();
        assertThat(session.probed(new EnginePacket.Ping("probe")))
                .containsExactly(new EngineEffect.SendProbe(EnginePacket.PROBED), RELEASED);
        assertThat(session.transport()).isEqualTo(Transport.POLLING);
        assertThat(session.probed(new EnginePacket.Upgrade())).containsExactly(new EngineEffect.Upgraded());
        assertThat(session.transport()).isEqualTo(Transport.WEBSOCKET);
        assertThat(session.polled()).containsExactly(REFUSED);
        assertThat(session.posting()).containsExactly(REFUSED);
        assertThat(session.probing(20)).containsExactly(REFUSED);
        assertThat(session.tick(160)).as("nothing is left of the probe").isEmpty();
        assertThat(session.lost()).containsExactly(closed("transport close"));
    }

    @Test
    void a_poll_that_comes_while_the_client_upgrades_is_sent_back() {
        EngineSession session = polling();
        session.probing(0);
        session.probed(new EnginePacket.Ping("probe"));
        assertThat(session.polled()).containsExactly(RELEASED);
        assertThat(session.isPolled()).isFalse();
    }

    @Test
    void one_upgrade_at_a_time() {
        EngineSession session = polling();
        session.probing(0);
        assertThat(session.probing(1)).containsExactly(REFUSED);
        session.probeLost();
        assertThat(session.probing(2)).isEmpty();
    }

    @Test
    void an_upgrade_that_is_not_completed_is_forgotten_and_polling_goes_on() {
        EngineSession session = polling();
        session.probing(0);
        assertThat(session.tick(149)).isEmpty();
        assertThat(session.tick(150)).containsExactly(DROPPED);
        assertThat(session.polled()).isEmpty();
        assertThat(session.probing(151)).isEmpty();
        assertThat(session.probed(HELLO)).containsExactly(DROPPED);
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void a_session_that_ends_drops_what_wanted_to_replace_polling() {
        EngineSession session = polling();
        session.probing(0);
        assertThat(session.malformed()).containsExactly(DROPPED, closed("parse error"));
    }

    @Test
    void the_server_closes_a_web_socket_after_all_was_sent() {
        EngineSession session = webSocket();
        assertThat(session.close(1)).containsExactly(ended());
        assertThat(session.close(2)).isEmpty();
    }

    @Test
    void the_server_closes_with_the_poll_that_waits() {
        EngineSession session = polling();
        session.polled();
        assertThat(session.close(1)).containsExactly(GOODBYE, ended());
    }

    @Test
    void the_server_closes_with_the_next_poll() {
        EngineSession session = polling();
        assertThat(session.close(1)).isEmpty();
        assertThat(session.isOpen()).isFalse();
        assertThat(session.polled()).containsExactly(GOODBYE, ended());
    }

    @Test
    void the_server_does_not_wait_for_ever_for_the_next_poll() {
        EngineSession session = polling();
        session.close(1);
        assertThat(session.tick(100)).isEmpty();
        assertThat(session.tick(101)).containsExactly(ended());
    }

    @Test
    void an_upgrade_completes_a_close() {
        EngineSession session = polling();
        session.probing(0);
        session.close(1);
        assertThat(session.probed(new EnginePacket.Upgrade())).containsExactly(new EngineEffect.Upgraded(), ended());
    }
}
