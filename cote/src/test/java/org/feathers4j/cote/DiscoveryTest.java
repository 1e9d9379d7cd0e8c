package org.feathers4j.cote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Cotes that find each other in a way of a program's own. */
class DiscoveryTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    private final int udpPort = FreePort.udp();
    private final List<Cote> cotes = new ArrayList<>();

    private Cote cote(Supplier<? extends Discovery> discovery) {
        Cote cote = Cote.create(o ->
                Loopback.options(o, udpPort).log(false).hostName("localhost").discovery(discovery));
        cotes.add(cote);
        return cote;
    }

    @AfterEach
    void close() {
        cotes.forEach(Cote::close);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "127.0.0.1")
    void two_cotes_find_each_other_through_a_hub_whether_it_knows_addresses_or_not(@Nullable String address) {
        var hub = new HubDiscovery.Hub("memory", address);
        Cote asking = cote(() -> new HubDiscovery(hub));
        Cote answering = cote(() -> new HubDiscovery(hub));
        answering.responder("answering").on("who", request -> "the other");
        Requester requester = asking.requester("asking");
        assertThat(requester.send(Map.of("type", "who"))).isEqualTo("the other");
        assertThat(hub.listeners()).hasSize(2);
        answering.close();
        Eventually.await(SOON, "no responder", () -> requester.responders() == 0);
        assertThat(hub.listeners()).hasSize(1);
    }

    @Test
    void hellos_of_other_threads_and_no_hellos_at_all_do_no_harm() {
        var hub = new HubDiscovery.Hub("memory", null);
        Cote cote = cote(() -> new HubDiscovery(hub));
        cote.responder("r").on("who", request -> "me");
        hub.listeners().forEach(each -> {
            each.onHello(new byte[] {1, 2, 3}, null);
            each.onReceiving();
            each.onUnsent("nowhere", new IllegalStateException("full"));
        });
        assertThat(cote.requester("q").send(Map.of("type", "who"))).isEqualTo("me");
    }

    @Test
    void one_that_cannot_be_opened_ends_the_cote_with_its_reason_and_is_closed() {
        var closed = new AtomicBoolean();
        var broken = new Discovery() {
            @Override
            public CompletableFuture<?> open(Network network, Listener listener) {
                return CompletableFuture.failedFuture(new IllegalStateException("no such hub"));
            }

            @Override
            public void send(byte[] hello) {}

            @Override
            public boolean knowsAddresses() {
                return true;
            }

            @Override
            public String description() {
                return "a broken hub";
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThatThrownBy(() -> cote(() -> broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a broken hub")
                .hasMessageContaining("no such hub");
        assertThat(closed).isTrue();
    }
}
