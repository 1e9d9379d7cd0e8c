package org.feathers4j.examples.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/** Exercises the demo's mesh from outside and says what it saw. */
final class DemoCheck {
    private static final int FIRST = Demo.REPLICAS.getFirst();
    private static final int SECOND = Demo.REPLICAS.getLast();

    private final Demo demo;
    private final Browser gateway;
    private int passed;
    private int failed;

    DemoCheck(Demo demo) {
        this.demo = demo;
        this.gateway = demo.gateway();
    }

    /** The number of expectations that were not met. */
    int run() {
        strangersAreRefused();
        replicasAnswerInTurn();
        errorsAndHealth();
        oneReplicaIsKilledUnderLoad();
        everyMethodWorks();
        bothAreKilled();
        Console.say("%d passed, %d failed", passed, failed);
        return failed;
    }

    private void strangersAreRefused() {
        gateway.logOut();
        Browser.Answer refused = gateway.get("/todos");
        expect("without a token GET /todos says %s".formatted(refused), refused.status() == 401);
        Browser.Answer hidden = gateway.get("/mesh-status");
        expect("so does GET /mesh-status: %s".formatted(hidden), hidden.status() == 401);
        expect("the guest may log in", gateway.logIn());
    }

    private void replicasAnswerInTurn() {
        var answering = new TreeSet<Integer>();
        var order = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            int replica = replicaOf(gateway.get("/todos"));
            answering.add(replica);
            order.append(' ').append(replica);
        }
        expect(
                "six GET /todos are answered by the replicas in turn:" + order,
                answering.equals(new TreeSet<>(Demo.REPLICAS)));
    }

    private void errorsAndHealth() {
        Browser.Answer missing = gateway.get("/nowhere");
        expect(
                "an unknown path gives %s".formatted(missing),
                missing.status() == 404 && "NotFound".equals(missing.object().get("name")));
        Browser.Answer health = gateway.get("/distribution/healthcheck/todos");
        expect(
                "the healthcheck says %s".formatted(health),
                health.status() == 200 && Map.of("todos", true).equals(health.body()));
        Browser.Answer unknown = gateway.get("/distribution/healthcheck/unknown");
        expect("the healthcheck of an unknown key says %s".formatted(unknown), unknown.status() == 404);
    }

    private void oneReplicaIsKilledUnderLoad() {
        try (var load = new Load(gateway, 8)) {
            Await.await(Duration.ofSeconds(30), () -> load.answered() > 500);
            demo.replica(FIRST).kill();
            long before = load.answered();
            Await.await(Duration.ofSeconds(30), () -> load.answered() > before + 1000);
            load.stop();
            expect(
                    "replica %d was killed under load: %d calls answered, %d failed %s"
                            .formatted(FIRST, load.answered(), load.failed(), load.failures()),
                    load.failed() == 0);
        }
        expect("from then on only replica %d answers".formatted(SECOND), onlyAnsweredBy(SECOND));
    }

    private boolean onlyAnsweredBy(int port) {
        for (int i = 0; i < 6; i++) if (replicaOf(gateway.get("/todos")) != port) return false;
        return true;
    }

    /** With one replica left; the todos are in a database. */
    private void everyMethodWorks() {
        Browser.Answer created = gateway.send("POST", "/todos", Map.of("text", "Buy milk", "done", false), Map.of());
        expect("create: " + created, created.status() == 201);
        String path = "/todos/" + created.object().get("id");
        expect("get: " + gateway.get(path), gateway.get(path).equals(new Browser.Answer(200, created.body())));
        Browser.Answer updated = gateway.send("PUT", path, Map.of("text", "Buy bread", "done", false), Map.of());
        expect(
                "update: " + updated,
                updated.status() == 200 && "Buy bread".equals(updated.object().get("text")));
        Browser.Answer patched = gateway.send("PATCH", path, Map.of("done", true), Map.of());
        expect(
                "patch: " + patched,
                patched.status() == 200 && Boolean.TRUE.equals(patched.object().get("done")));
        Map<String, @Nullable Object> which = new LinkedHashMap<>();
        which.put("id", created.object().get("id"));
        Browser.Answer toggled = gateway.send("POST", "/todos", which, Map.of("X-Service-Method", "toggle"));
        expect(
                "custom method toggle: " + toggled,
                toggled.status() == 200 && Boolean.FALSE.equals(toggled.object().get("done")));
        Browser.Answer removed = gateway.send("DELETE", path, null, Map.of());
        expect("remove: " + removed, removed.status() == 200);
        Browser.Answer gone = gateway.get(path);
        expect("get after remove: " + gone, gone.status() == 404);
    }

    private void bothAreKilled() {
        demo.replica(SECOND).kill();
        Browser.Answer late = gateway.get("/todos");
        expect("with both replicas killed a call waits, then says %s".formatted(late), late.status() == 408);
        Browser.Answer health = gateway.get("/distribution/healthcheck/todos");
        expect("the healthcheck says %s".formatted(health), health.status() == 503);
        CompletableFuture<Browser.Answer> waiting = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> waiting.complete(gateway.get("/todos")));
        demo.startReplica(FIRST);
        Duration back = demo.timed(() -> demo.owners() == 1);
        Browser.Answer served = waiting.join();
        expect("a call that waited is answered by the restarted replica: " + served, served.status() == 200);
        expect("so are new ones, %d ms after its start".formatted(back.toMillis()), onlyAnsweredBy(FIRST));
    }

    /** Each todo says which replica has answered. */
    private static int replicaOf(Browser.Answer answer) {
        return answer.list().stream().findFirst().orElse(null) instanceof Map<?, ?> todo
                        && todo.get("replica") instanceof Integer port
                ? port
                : 0;
    }

    private void expect(String what, boolean met) {
        Console.say("check     | %s %s", met ? "ok  " : "FAIL", what);
        if (met) passed++;
        else failed++;
    }
}
