package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas that leave one after the other. */
class LeavingTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application gateway = Application.create();
    private final Application first = Application.create();
    private final Application second = Application.create();
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        List.of(first, second, gateway).forEach(Application::close);
    }

    private Distribution join(Application app, String key, MeshLoop loop) {
        return app.configure(
                Distribution.create(o -> o.key(key).link(mesh.link()).loop(loop)));
    }

    /** That another replica has left is answered by a new announcement, half a second to two seconds later: unless one leaves oneself meanwhile. */
    @Test
    void a_replica_that_leaves_does_not_offer_its_services_again() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var held = new HeldLoop();
        Distribution asking = join(gateway, "gateway", MeshLoop.start("gateway loop"));
        join(first, "shop", MeshLoop.start("first loop"));
        join(second, "shop", held);
        for (Application replica : List.of(first, second))
            replica.use("orders", Service.get((id, params) -> {
                begun.countDown();
                end.await();
                return id.value();
            }));
        gateway.on("service", arguments -> heard.add("service"));
        gateway.on("service-removed", arguments -> heard.add("removed"));
        gateway.setup();
        first.setup();
        second.setup();
        asking.await("orders", SOON);
        Eventually.await(SOON, "both", () -> asking.owners("orders").size() == 2);

        int before = held.planned.size();
        first.close();
        Eventually.await(SOON, "a plan to announce the service again", () -> held.planned.size() > before);
        var call = CompletableFuture.supplyAsync(() -> gateway.service("orders").get(1));
        assertThat(begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(second::close);
        Eventually.await(SOON, "the withdrawal", () -> heard.contains("removed"));
        held.doPlanned();
        var done = new CompletableFuture<Boolean>();
        held.execute(() -> done.complete(true));
        held.await(done, SOON);
        end.countDown();
        closing.join();
        Eventually.await(SOON, "an empty mesh", () -> asking.peers().isEmpty());
        assertThat(call).succeedsWithin(SOON).isEqualTo(1);
        assertThat(heard).containsExactly("service", "removed");
    }
}
