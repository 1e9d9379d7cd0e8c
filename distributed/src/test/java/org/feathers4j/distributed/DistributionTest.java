package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Applications in one process over the in-memory link. */
class DistributionTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();

    /** An application with its part in the mesh. */
    private record Node(Application app, Distribution distribution) {
        ServiceHandle service(String path) {
            return distribution.await(path, SOON);
        }

        String uuid() {
            return distribution.self().uuid();
        }
    }

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    @Test
    void a_service_of_one_application_is_a_service_of_the_other() {
        node("todos", app -> app.use("todos", new Named("one")));
        ServiceHandle todos = node("gateway", app -> {}).service("todos");
        assertThat(todos.get(7)).isEqualTo(Map.of("id", 7, "from", "one", "fromRemote", true));
        assertThat(todos.create(Map.of("text", "a"))).isEqualTo(Map.of("text", "a", "from", "one"));
        assertThat(todos.remove(Id.of("x"))).isEqualTo("x");
    }

    @Test
    void replicas_answer_in_turn() {
        node("todos", app -> app.use("todos", new Named("one")));
        node("todos", app -> app.use("todos", new Named("two")));
        Node gateway = node("gateway", app -> {});
        awaitOwners(gateway, "todos", 2);
        var answers = new ArrayList<Object>();
        for (int i = 0; i < 6; i++) answers.add(from(gateway.service("todos").get(i)));
        assertThat(answers).containsSubsequence("one", "two", "one", "two").doesNotContainNull();
        assertThat(new HashSet<>(answers)).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void requests_only_go_to_replicas_that_have_the_service() {
        node("shared", app -> app.use("todos", new Named("one")));
        Node other = node("shared", app -> app.use("users", new Named("two")));
        Node gateway = node("gateway", app -> {});
        gateway.service("users");
        for (int i = 0; i < 5; i++)
            assertThat(from(gateway.service("todos").get(i))).isEqualTo("one");
        assertThat(from(other.service("todos").get(1))).isEqualTo("one");
    }

    @Test
    void errors_arrive_as_they_were_thrown() {
        node(
                "todos",
                app -> app.use("errs", Service.get((id, params) -> {
                    throw switch (id.text()) {
                        case "bad" ->
                            FeathersException.badRequest("Invalid")
                                    .withData(Map.of("field", "text", "errors", List.of("x")));
                        case "own" -> FeathersException.named("QuotaExceeded", 429, "quota-exceeded", "Too much");
                        default -> new IllegalStateException("Something odd");
                    };
                })));
        ServiceHandle errs = node("gateway", app -> {}).service("errs");
        FeathersException bad = failure(() -> errs.get("bad"));
        assertThat(bad.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
        assertThat(bad.data()).isEqualTo(Map.of("field", "text"));
        assertThat(bad.errors()).isEqualTo(List.of("x"));
        FeathersException own = failure(() -> errs.get("own"));
        assertThat(own.name()).isEqualTo("QuotaExceeded");
        assertThat(own.code()).isEqualTo(429);
        FeathersException odd = failure(() -> errs.get("odd"));
        assertThat(odd.kind()).isEqualTo(ErrorKind.GENERAL_ERROR);
        assertThat(odd.message()).isEqualTo("Something went wrong");
    }

    @Test
    void a_read_under_way_to_a_dying_replica_is_answered_by_the_other_one() throws Exception {
        var entered = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        Node dying = node(
                "todos",
                app -> app.use("todos", Service.get((id, params) -> {
                    entered.countDown();
                    never.await();
                    return "dead";
                })));
        Node gateway = node("gateway", app -> {});
        gateway.service("todos");
        CompletableFuture<@Nullable Object> answer =
                async(() -> gateway.service("todos").get(1));
        assertThat(entered.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        node("todos", app -> app.use("todos", new Named("alive")));
        awaitOwners(gateway, "todos", 2);
        mesh.kill(dying.uuid());
        assertThat(from(answer.get(SOON.toSeconds(), TimeUnit.SECONDS))).isEqualTo("alive");
        never.countDown();
    }

    @Test
    void a_write_under_way_to_a_dying_replica_fails_at_once_and_is_not_repeated() throws Exception {
        var entered = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        Node dying = node(
                "todos",
                app -> app.use("todos", Service.create((data, params) -> {
                    entered.countDown();
                    never.await();
                    return data;
                })));
        Node gateway = node("gateway", app -> {});
        gateway.service("todos");
        CompletableFuture<@Nullable Object> answer =
                async(() -> gateway.service("todos").create(Map.of("n", 1)));
        assertThat(entered.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        var second = new ConcurrentLinkedQueue<Object>();
        node(
                "todos",
                app -> app.use("todos", Service.create((data, params) -> {
                    second.add(Objects.requireNonNull(data));
                    return data;
                })));
        awaitOwners(gateway, "todos", 2);
        mesh.kill(dying.uuid());
        FeathersException error = failure(answer);
        assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(error.message()).contains("create on 'todos'").contains("may or may not have been executed");
        assertThat(second).isEmpty();
        never.countDown();
    }

    @Test
    void an_owner_whose_withdrawal_was_lost_says_so_and_the_call_goes_to_another_one() {
        MeshLoop loop = MeshLoop.start("loop of the stale one");
        Node stale = node(
                "todos",
                app -> app.use("todos", new Named("stale")),
                o -> o.loop(loop).remoteServices());
        node("todos", app -> app.use("todos", new Named("other")));
        Node gateway = node("gateway", app -> {});
        awaitOwners(gateway, "todos", 2);
        withdrawUnheard(stale, loop, gateway);
        awaitOwners(gateway, "todos", 2);
        for (int i = 0; i < 4; i++)
            assertThat(from(gateway.service("todos").create(Map.of("n", i)))).isEqualTo("other");
        awaitOwners(gateway, "todos", 1);
    }

    @Test
    void the_only_owner_whose_withdrawal_was_lost_is_a_service_not_found() {
        MeshLoop loop = MeshLoop.start("loop of the stale one");
        Node stale = node(
                "todos",
                app -> app.use("todos", new Named("stale")),
                o -> o.loop(loop).remoteServices());
        Node gateway = node("gateway", app -> {});
        ServiceHandle todos = gateway.service("todos");
        awaitOwners(gateway, "todos", 1);
        withdrawUnheard(stale, loop, gateway);
        awaitOwners(gateway, "todos", 1);
        assertThat(failure(() -> todos.get(1)).kind()).isEqualTo(ErrorKind.NOT_FOUND);
        Eventually.await(
                SOON, "the proxy to go", () -> gateway.app().find("todos").isEmpty());
    }

    private void withdrawUnheard(Node node, MeshLoop loop, Node gateway) {
        int before = gateway.distribution().owners("todos").size();
        mesh.cut(node.uuid());
        awaitOwners(gateway, "todos", before - 1);
        node.app().unuse("todos");
        var said = new CompletableFuture<@Nullable Object>();
        loop.execute(() -> said.complete(null));
        said.join();
        mesh.heal(node.uuid());
    }

    @Test
    void a_read_that_waits_for_a_silent_owner_goes_to_another_one_and_a_write_waits() throws Exception {
        var entered = new CountDownLatch(2);
        var wakes = new CountDownLatch(1);
        Node gateway = node(
                "gateway",
                app -> {},
                // both calls are to reach the silent one before it is excluded
                o -> o.detection(d -> d.probeAfter(Patience.ofSeconds(2))
                        .probeTimeout(Duration.ofMillis(50))
                        .misses(2)));
        var silent = new DeafListener() {
            @Override
            public void onRequest(IncomingRequest request) {
                if (!request.read().type().equals(MeshRequest.HEALTHCHECK)) entered.countDown();
                Thread.ofVirtual().start(() -> {
                    try {
                        wakes.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    request.reply(Map.of("from", "silent"));
                });
            }
        };
        MeshLink link = mesh.link();
        var self = new Peer("silent-1", "todos");
        link.open(new LocalApp(self, List.of(), List.of(), true, SOON), silent);
        link.announce(
                new ServiceDescriptor("silent-1", "todos", "todos", List.of(), List.of("get", "create"), Map.of()));
        ServiceHandle todos = gateway.service("todos");
        CompletableFuture<@Nullable Object> read = async(() -> todos.get(1));
        CompletableFuture<@Nullable Object> write = async(() -> todos.create(Map.of("n", 1)));
        assertThat(entered.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        node("todos", app -> app.use("todos", new Named("other")));
        assertThat(from(read.get(SOON.toSeconds(), TimeUnit.SECONDS))).isEqualTo("other");
        awaitOwners(gateway, "todos", 1);
        assertThat(write).isNotDone();
        wakes.countDown();
        assertThat(from(write.get(SOON.toSeconds(), TimeUnit.SECONDS))).isEqualTo("silent");
        awaitOwners(gateway, "todos", 2);
        link.close(Duration.ZERO);
    }

    @Test
    void requests_of_too_many_bytes_together_are_refused() {
        var node = node("todos", app -> {}, o -> o.maxBytesInFlight(1));
        assertThat(node.distribution().peers()).isEmpty();
        var refusals = new ConcurrentLinkedQueue<FeathersException>();
        var loop = MeshLoop.start("requests of too many bytes");
        var replicas =
                new ReplicaMessages(node.distribution().self(), mesh.link(), loop, MeshView::empty, service -> true);
        var requests = new RemoteRequests(node.app(), options(o -> o.maxBytesInFlight(100)), local(node), replicas);
        var never = new CountDownLatch(1);
        node.app().use("todos", Service.get((id, params) -> {
            never.await();
            return id.value();
        }));
        for (int i = 0; i < 3; i++) requests.on(new Sized(60, refusals));
        assertThat(refusals).hasSize(2).allMatch(e -> e.kind() == ErrorKind.UNAVAILABLE);
        never.countDown();
        assertThat(requests.awaitIdle(SOON)).isTrue();
    }

    private static DistributionOptions options(Consumer<DistributionOptions.Builder> changes) {
        var builder = new DistributionOptions.Builder();
        changes.accept(builder);
        return builder.build();
    }

    private LocalServices local(Node node) {
        return new LocalServices(node.distribution().self(), options(o -> {}), mesh.link());
    }

    /** A request of so many bytes. */
    private record Sized(int size, ConcurrentLinkedQueue<FeathersException> refusals) implements IncomingRequest {
        @Override
        public MeshRequest read() {
            return new MeshRequest("get", "todos", "todos", new java.util.LinkedHashMap<>(Map.of("id", 1)));
        }

        @Override
        public void reply(@Nullable Object result) {}

        @Override
        public void fail(FeathersException error) {
            refusals.add(error);
        }
    }

    @Test
    void a_call_without_an_owner_waits_for_one_to_return() throws Exception {
        Node provider = node("todos", app -> app.use("todos", new Named("one")));
        Node gateway = node("gateway", app -> {});
        ServiceHandle todos = gateway.service("todos");
        mesh.cut(provider.uuid());
        awaitOwners(gateway, "todos", 0);
        CompletableFuture<@Nullable Object> answer = async(() -> todos.get(1));
        CompletableFuture<@Nullable Object> write = async(() -> todos.create(Map.of("n", 1)));
        mesh.heal(provider.uuid());
        assertThat(from(answer.get(SOON.toSeconds(), TimeUnit.SECONDS))).isEqualTo("one");
        assertThat(from(write.get(SOON.toSeconds(), TimeUnit.SECONDS))).isEqualTo("one");
    }

    @Test
    void a_call_that_waits_in_vain_times_out_and_says_for_what() {
        Node provider = node("todos", app -> app.use("todos", new Named("one")));
        Node gateway = node("gateway", app -> {}, o -> o.timeout(Duration.ofMillis(200)));
        ServiceHandle todos = gateway.service("todos");
        mesh.cut(provider.uuid());
        awaitOwners(gateway, "todos", 0);
        FeathersException error = failure(() -> todos.get(1));
        assertThat(error.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(error.message()).contains("get on 'todos' of key 'todos'").contains("200 ms");
    }

    @Test
    void an_answer_that_does_not_come_is_a_timeout_that_names_the_peer() {
        var never = new CountDownLatch(1);
        Node provider = node(
                "todos",
                app -> app.use("todos", Service.get((id, params) -> {
                    never.await();
                    return null;
                })));
        Node gateway = node("gateway", app -> {}, o -> o.timeout(Duration.ofMillis(200)));
        FeathersException error = failure(() -> gateway.service("todos").get(1));
        never.countDown();
        assertThat(error.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(error.message()).contains(provider.distribution().self().toString());
    }

    @Test
    void calls_that_wait_for_an_owner_fail_once_the_last_one_has_left() {
        Node provider = node("todos", app -> app.use("todos", new Named("one")));
        Node gateway = node("gateway", app -> {});
        ServiceHandle todos = gateway.service("todos");
        mesh.cut(provider.uuid());
        awaitOwners(gateway, "todos", 0);
        CompletableFuture<@Nullable Object> answer = async(() -> todos.get(1));
        mesh.kill(provider.uuid());
        assertThat(failure(answer).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        Eventually.await(
                SOON, "the proxy to go", () -> gateway.app().find("todos").isEmpty());
    }

    @Test
    void calls_that_wait_for_an_owner_fail_when_their_own_application_closes() {
        Node provider = node("todos", app -> app.use("todos", new Named("one")));
        Node gateway = node("gateway", app -> {});
        ServiceHandle todos = gateway.service("todos");
        mesh.cut(provider.uuid());
        awaitOwners(gateway, "todos", 0);
        CompletableFuture<@Nullable Object> answer = async(() -> todos.get(1));
        gateway.app().close();
        FeathersException error = failure(answer);
        assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(error.message()).contains("this application has left the mesh");
    }

    @Test
    void no_more_calls_wait_for_an_owner_than_the_limit_allows() {
        Node provider = node("todos", app -> app.use("todos", new Named("one")));
        Node gateway = node("gateway", app -> {}, o -> o.maxWaitingCalls(1));
        ServiceHandle todos = gateway.service("todos");
        mesh.cut(provider.uuid());
        awaitOwners(gateway, "todos", 0);
        var answers = List.of(async(() -> todos.get(1)), async(() -> todos.get(2)));
        Eventually.await(
                SOON, "one of two to be refused", () -> answers.stream().anyMatch(CompletableFuture::isDone));
        CompletableFuture<@Nullable Object> refused = answers.get(0).isDone() ? answers.get(0) : answers.get(1);
        assertThat(failure(refused).message()).contains("1 calls already wait");
        mesh.heal(provider.uuid());
        Eventually.await(
                SOON, "the other one to be answered", () -> answers.stream().allMatch(CompletableFuture::isDone));
    }

    @Test
    void events_reach_the_other_application_once_with_their_context() {
        Node provider = node("todos", app -> app.use("todos", new Named("one"), o -> o.events("toggled")));
        Node gateway = node("gateway", app -> {});
        var heard = new ConcurrentLinkedQueue<String>();
        ServiceHandle todos = gateway.service("todos");
        for (String event : List.of("created", "removed", "toggled"))
            todos.on(
                    event,
                    (item, context) -> heard.add(event + " " + item + " "
                            + (context == null
                                    ? ""
                                    : context.method() + " " + context.params().get("user"))));
        todos.create(Map.of("text", "a"), Params.empty().with("user", "ann"));
        provider.app().service("todos").remove(Id.of(1));
        provider.app().service("todos").emit("toggled", Map.of("id", 1));
        Eventually.await(SOON, "three events", () -> heard.size() >= 3);
        assertThat(heard)
                .containsExactly("created {text=a, from=one} create ann", "removed {} remove null", "toggled {id=1} ");
    }

    @Test
    void a_record_with_members_named_like_the_envelope_arrives_whole() {
        Node provider = node("todos", app -> app.use("todos", Service.create((data, params) -> data)));
        Node gateway = node("gateway", app -> {});
        var heard = new ConcurrentLinkedQueue<Object>();
        gateway.service("todos").on("created", (item, context) -> heard.add(Objects.requireNonNull(item)));
        Map<String, Object> record =
                Map.of("path", "/some/file", "key", "other", "context", Map.of("x", 1), "text", "p");
        provider.app().service("todos").create(record);
        Eventually.await(SOON, "the event", () -> !heard.isEmpty());
        assertThat(heard).containsExactly(record);
    }

    @Test
    void credentials_do_not_travel_with_events() {
        Node provider = node("todos", app -> app.use("todos", Service.create((data, params) -> data)));
        Node gateway = node("gateway", app -> {});
        var heard = new ConcurrentLinkedQueue<Params>();
        gateway.service("todos")
                .on(
                        "created",
                        (item, context) ->
                                heard.add(Objects.requireNonNull(context).params()));
        provider.app()
                .service("todos")
                .create(
                        Map.of(),
                        Params.of(Map.of(
                                "headers", Map.of("authorization", "Bearer s3cret", "cookie", "sid=s3cret", "x-a", "1"),
                                "authentication", Map.of("strategy", "jwt", "accessToken", "s3cret"))));
        Eventually.await(SOON, "the event", () -> !heard.isEmpty());
        assertThat(heard.element().toMap().toString())
                .contains("x-a")
                .contains("jwt")
                .doesNotContain("s3cret");
    }

    @Test
    void a_service_that_is_not_shared_can_neither_be_seen_nor_called() {
        Node provider = node(
                "todos",
                app -> app.use("open", new Named("one")).use("secret", new Named("one")),
                o -> o.services("open"));
        Node gateway = node("gateway", app -> {});
        gateway.service("open");
        assertThat(gateway.distribution().remoteServices()).containsExactly("open");
        Reply refused = askedByStranger(provider, "get", "secret");
        assertThat(kindOf(refused)).isEqualTo(ErrorKind.NOT_FOUND);
    }

    /** In Node a service whose owner hangs looks well for as long as somebody has a proxy of it. */
    @Test
    void a_healthcheck_is_answered_for_own_services_only() {
        node("todos", app -> app.use("todos", new Named("one")));
        Node other = node("shared", app -> app.use("users", new Named("two")));
        other.service("todos");
        assertThat(askedByStranger(other, "healthcheck", "users"))
                .isInstanceOfSatisfying(
                        Reply.Success.class,
                        yes -> assertThat(yes.result().get()).isEqualTo(true));
        for (String path : List.of("todos", "unknown"))
            assertThat(kindOf(askedByStranger(other, "healthcheck", path))).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(askedByStranger(other, "get", "todos"))
                .as("calls are passed on, as Node peers expect")
                .isInstanceOf(Reply.Success.class);
    }

    private Reply askedByStranger(Node provider, String type, String path) {
        var reply = new CompletableFuture<Reply>();
        MeshLink stranger = mesh.link();
        stranger.open(new LocalApp(new Peer("stranger-1", "x"), List.of(), List.of(), true, SOON), new DeafListener());
        var request = new MeshRequest(type, "todos", path, new java.util.LinkedHashMap<>(Map.of("id", 1)));
        stranger.request(provider.distribution().self(), request, reply::complete);
        try {
            return reply.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
        } finally {
            stranger.close(Duration.ZERO);
        }
    }

    private static ErrorKind kindOf(Reply refused) {
        return FeathersException.fromJson(((Reply.Failure) refused).error().get())
                .kind();
    }

    @Test
    void a_service_that_is_withdrawn_and_offered_again_at_once_stays_offered() {
        Node provider = node("todos", app -> app.use("todos", new Named("one")));
        Node gateway = node("gateway", app -> {});
        gateway.service("todos");
        for (int i = 0; i < 100; i++) {
            provider.app().unuse("todos");
            provider.app().use("todos", new Named("another"));
        }
        provider.app().use("last", new Named("one"));
        gateway.service("last"); // by then everything before it was heard
        assertThat(from(gateway.service("todos").get(1))).isEqualTo("another");
    }

    @Test
    void a_peer_can_not_say_that_it_is_local() {
        node("todos", app -> app.use("todos", new Named("one")));
        Object answer = node("gateway", app -> {})
                .service("todos")
                .get(Id.of(1), Params.empty().with("fromRemote", false));
        assertThat(answer).isEqualTo(Map.of("id", 1, "from", "one", "fromRemote", true));
    }

    @Test
    void one_replica_that_withdraws_a_service_leaves_it_to_the_others() {
        Node one = node("todos", app -> app.use("todos", new Named("one")));
        Node two = node("todos", app -> app.use("todos", new Named("two")));
        Node gateway = node("gateway", app -> {});
        awaitOwners(gateway, "todos", 2);
        one.app().close();
        awaitOwners(gateway, "todos", 1);
        assertThat(from(gateway.service("todos").get(1))).isEqualTo("two");
        two.app().unuse("todos");
        Eventually.await(
                SOON, "the proxy to go", () -> gateway.app().find("todos").isEmpty());
    }

    @Test
    void the_application_hears_of_remote_services_as_they_come_and_go() {
        var heard = new ConcurrentLinkedQueue<String>();
        node("gateway", app -> {
            app.on("service", arguments -> heard.add("+" + ((ServiceDescriptor) arguments[0]).path()));
            app.on("service-removed", arguments -> heard.add("-" + ((ServiceDescriptor) arguments[0]).path()));
        });
        Node provider = node("todos", app -> app.use("todos", new Named("one")));
        Eventually.await(SOON, "the service", () -> heard.contains("+todos"));
        provider.app().close();
        Eventually.await(SOON, "its end", () -> heard.contains("-todos"));
    }

    @Test
    void hooks_of_the_plugin_are_there_from_the_first_call_on() {
        node("todos", app -> app.use("todos", new Named("one")));
        Node gateway = node(
                "gateway",
                app -> {},
                o -> o.hooks(h -> h.before(context -> {
                    throw FeathersException.notAuthenticated("Not authenticated");
                })));
        assertThat(failure(() -> gateway.service("todos").get(1)).kind()).isEqualTo(ErrorKind.NOT_AUTHENTICATED);
    }

    @Test
    void a_remote_service_can_have_another_path_here() {
        node("todos", app -> app.use("todos", new Named("one")));
        Node gateway = node("gateway", app -> {}, o -> o.remoteServicePath(service -> "remote/" + service.path()));
        var heard = new ConcurrentLinkedQueue<String>();
        gateway.service("remote/todos")
                .on(
                        "created",
                        (item, context) ->
                                heard.add(Objects.requireNonNull(context).path()));
        gateway.service("remote/todos").create(Map.of());
        Eventually.await(SOON, "the event", () -> !heard.isEmpty());
        assertThat(heard).containsExactly("remote/todos");
    }

    @Test
    void the_healthcheck_tells_which_services_answer() {
        Node provider = node("todos", app -> app.use("todos", new Named("one")));
        Node gateway = node("gateway", app -> {}, o -> o.timeout(Patience.ofSeconds(2)));
        gateway.service("todos");
        ServiceHandle health = gateway.app().service("distribution/healthcheck/:key");
        assertThat(health.find(route("todos"))).isEqualTo(Map.of("todos", true));
        assertThat(gateway.app().service("distribution/healthcheck").find()).isEqualTo(Map.of("todos", true));
        FeathersException unknown = failure(() -> health.find(route("unknown")));
        assertThat(unknown.message()).isEqualTo("No app registered with key unknown");
        mesh.cut(provider.uuid());
        awaitOwners(gateway, "todos", 0);
        FeathersException down = failure(() -> health.find(route("todos")));
        assertThat(down.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(down.message()).isEqualTo("Unavailable distributed service(s) for app with key todos");
        assertThat(down.data()).isEqualTo(Map.of("todos", false));
    }

    @Test
    void custom_methods_cross_the_mesh_and_unlisted_ones_do_not() {
        node(
                "todos",
                app -> app.use(
                        "todos",
                        new Named("one"),
                        o -> o.method("toggle", (data, params) -> Map.of("toggled", Objects.requireNonNull(data)))
                                .methods("get", "toggle")));
        ServiceHandle todos = node("gateway", app -> {}).service("todos");
        assertThat(todos.call("toggle", 5)).isEqualTo(Map.of("toggled", 5));
        assertThat(todos.definition().callable()).containsExactly("get", "toggle");
        assertThat(failure(() -> todos.create(Map.of())).kind()).isEqualTo(ErrorKind.METHOD_NOT_ALLOWED);
    }

    @Test
    void calls_of_peers_that_run_when_an_application_closes_are_answered() throws Exception {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        Node provider = node(
                "todos",
                app -> app.use("todos", Service.create((data, params) -> {
                    entered.countDown();
                    go.await();
                    return data;
                })));
        Node gateway = node("gateway", app -> {});
        gateway.service("todos");
        CompletableFuture<@Nullable Object> answer =
                async(() -> gateway.service("todos").create(Map.of("n", 1)));
        assertThat(entered.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(provider.app()::close);
        Eventually.await(
                SOON,
                "the service to be withdrawn",
                () -> gateway.app().find("todos").isEmpty());
        go.countDown();
        assertThat(answer.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Map.of("n", 1));
        closing.join();
    }

    @Test
    void a_write_that_reaches_an_application_about_to_leave_goes_to_another_one() throws Exception {
        var seen = new ConcurrentLinkedQueue<Object>();
        Node gateway = node("gateway", app -> {});
        MeshLink scripted = mesh.link();
        var self = new Peer("leaving-1", "todos");
        scripted.open(new LocalApp(self, List.of(), List.of(), true, SOON), new DeafListener() {
            @Override
            public void onRequest(IncomingRequest request) {
                seen.add(request.read().type());
                request.fail(Leaving.error("todos"));
            }
        });
        scripted.announce(
                new ServiceDescriptor(self.uuid(), self.key(), "todos", List.of(), List.of("create"), Map.of()));
        awaitOwners(gateway, "todos", 1);
        CompletableFuture<@Nullable Object> answer =
                async(() -> gateway.service("todos").create(Map.of("n", 1)));
        Eventually.await(SOON, "the refusal", () -> !seen.isEmpty());
        node("todos", app -> app.use("todos", new Named("staying")));
        assertThat(from(answer.get(SOON.toSeconds(), TimeUnit.SECONDS))).isEqualTo("staying");
        scripted.close(Duration.ZERO);
    }

    private Node node(String key, Consumer<Application> services) {
        return node(key, services, options -> {});
    }

    private Node node(String key, Consumer<Application> services, Consumer<DistributionOptions.Builder> options) {
        Application app = Application.create();
        running.add(app);
        Distribution distribution =
                app.configure(Distribution.create(o -> options.accept(o.key(key).link(mesh.link()))));
        services.accept(app);
        app.setup();
        return new Node(app, distribution);
    }

    private static void awaitOwners(Node node, String path, int count) {
        Eventually.await(
                SOON,
                count + " owners of " + path,
                () -> node.distribution().owners(path).size() == count);
    }

    private static Params route(String key) {
        return Params.empty().with("route", Map.of("key", key));
    }

    private static @Nullable Object from(@Nullable Object answer) {
        return answer instanceof Map<?, ?> map ? map.get("from") : null;
    }

    private static CompletableFuture<@Nullable Object> async(Service0 call) {
        var answer = new CompletableFuture<@Nullable Object>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(call.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** A call whose result or failure is awaited elsewhere. */
    @FunctionalInterface
    private interface Service0 {
        @Nullable
        Object call() throws Exception;
    }

    private static FeathersException failure(Service0 call) {
        return Objects.requireNonNull(catchThrowableOfType(FeathersException.class, call::call));
    }

    private static FeathersException failure(CompletableFuture<@Nullable Object> answer) {
        try {
            throw new AssertionError("answered " + answer.get(SOON.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return (FeathersException) Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Answers with its name. */
    private record Named(String name) implements Service.Gets, Service.Creates, Service.Removes {
        @Override
        public Object get(Id id, Params params) {
            return Map.of("id", id.value(), "from", name, "fromRemote", params.isFromRemote());
        }

        @Override
        @SuppressWarnings("unchecked") // JSON objects have text keys
        public Object create(@Nullable Object data, Params params) {
            var record = new java.util.LinkedHashMap<String, @Nullable Object>(
                    (Map<String, @Nullable Object>) Objects.requireNonNull(data));
            record.put("from", name);
            return record;
        }

        @Override
        public @Nullable Object remove(@Nullable Id id, Params params) {
            return id == null ? null : id.value();
        }
    }
}
