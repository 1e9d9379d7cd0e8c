package org.feathers4j.meshpage;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.feathers4j.Params;
import org.feathers4j.distributed.CallStats;
import org.feathers4j.distributed.MeshStatus;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.PeerDetails;
import org.feathers4j.distributed.PeerStatus;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.json.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PictureTest {
    private static final CallStats NONE = new CallStats(0, 0, 0, 0, 0, null, null);
    private static final CallStats SOME =
            new CallStats(20, 1, 2, 1.5, 0.1, Duration.ofNanos(1_500_000), Duration.ofMillis(12));

    private static PeerStatus peer(int number, PeerStatus.State state, List<ServiceDescriptor> services) {
        return new PeerStatus(
                new Peer("uuid-" + number, "todos"),
                state,
                Duration.ofSeconds(9),
                Duration.ofMillis(1200),
                services,
                SOME,
                new PeerDetails("host", "10.0.0.7", "app.mjs", "Node", Duration.ofMillis(1200)));
    }

    private static MeshStatus status(List<PeerStatus> peers) {
        return new MeshStatus(new Peer("me-1", "gateway"), "in memory", List.of(), NONE, 3, peers);
    }

    private static ServiceDescriptor service(String path, Map<String, String> options) {
        return new ServiceDescriptor("uuid-1", "todos", path, List.of(), List.of("find"), Map.copyOf(options));
    }

    @Test
    void the_picture_has_all_that_is_known_of_a_peer() {
        var picture = Picture.of(status(List.of(
                peer(1, PeerStatus.State.SUSPECTED, List.of(service("todos", Map.of("version", "2.1")))))));
        assertThat(Json.text(picture)).isEqualTo("""
                        {"self":{"uuid":"me-1","key":"gateway","name":"gateway@me","services":[],"serviceTotal":0,\
                        "link":"in memory","served":{"total":0,"failures":0,"pending":0,"perSecond":0,\
                        "failuresPerSecond":0,"p50":null,"p99":null},"refused":3},"total":1,"peers":[{"uuid":"uuid-1",\
                        "key":"todos","name":"todos@uuid","services":[{"path":"todos","methods":["find"],\
                        "version":"2.1"}],"serviceTotal":1,"state":"suspected","age":9000,"silence":1200,"host":"host",\
                        "address":"10.0.0.7","program":"app.mjs","runtime":"Node","calls":{"total":20,"failures":1,\
                        "pending":2,"perSecond":1.5,"failuresPerSecond":0.1,"p50":1.5,"p99":12}}]}""");
    }

    @Test
    void the_picture_of_a_crowd_has_a_limit_and_says_how_many_there_are() {
        List<PeerStatus> crowd = IntStream.range(0, Picture.MOST_PEERS + 7)
                .mapToObj(i -> peer(i, PeerStatus.State.CONNECTED, List.of()))
                .toList();
        var picture = Picture.of(status(crowd));
        assertThat((List<?>) picture.get("peers")).hasSize(Picture.MOST_PEERS);
        assertThat(picture.get("total")).isEqualTo(crowd.size());
        var many = Collections.nCopies(Picture.MOST_SERVICES + 1, service("todos", Map.of()));
        assertThat(Json.text(Picture.of(status(List.of(peer(1, PeerStatus.State.CONNECTED, many))))))
                .contains("\"serviceTotal\":" + many.size());
    }

    @Test
    void it_is_made_at_most_twice_a_second_however_many_look() {
        var now = new AtomicLong();
        var made = new AtomicInteger();
        var service = new MeshStatusService(
                () -> {
                    made.incrementAndGet();
                    return status(List.of());
                },
                now::get);
        for (int i = 0; i < 100; i++) service.find(Params.of(Map.of()));
        assertThat(made).hasValue(1);
        now.set(Duration.ofMillis(600).toNanos());
        for (int i = 0; i < 100; i++) service.find(Params.of(Map.of()));
        assertThat(made).hasValue(2);
    }

    @Test
    void a_failure_is_not_kept() {
        var now = new AtomicLong();
        var fails = new AtomicInteger(1);
        var service = new MeshStatusService(
                () -> {
                    if (fails.getAndDecrement() > 0) throw new IllegalStateException("not yet");
                    return status(List.of());
                },
                now::get);
        try {
            service.find(Params.of(Map.of()));
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("not yet");
        }
        assertThat(service.find(Params.of(Map.of()))).isInstanceOf(Map.class);
    }
}
