package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.feathers4j.testrules.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Applications on hosts with addresses of their own that find each other without a broadcast, as pods of Kubernetes do: behind the DNS name of a headless service, or through Redis. */
class RollingUpdateTest {
    private static final Duration SOON = Patience.ofSeconds(60);

    private record Pod(Hosts.Host host, JavaProcess process) {}

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void needs_root_and_a_server() {
        Hosts.require();
        assumeTrue(DnsServer.isInstalled(), "needs dnsmasq");
    }

    @AfterEach
    void end() throws Exception {
        for (var each : opened.reversed()) each.close();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.add(resource);
        return resource;
    }

    @Test
    void applications_behind_a_name_find_each_other_and_are_replaced_under_load_without_a_failed_read() {
        var hosts = opened(new Hosts());
        var first = hosts.add();
        var dns = opened(DnsServer.start(folder, first.command(), first.address(), 53, List.of()));
        var starting = Background.start(
                () -> start(first, dns, JavaPeerOptions.quick("gateway", 12_345).onlyConsuming()));
        var pods = Stream.of("old0", "old1").map(name -> starting(hosts.add(), dns, name)).toList().stream()
                .map(CompletableFuture::join)
                .collect(Collectors.toCollection(ArrayList::new));
        var gateway = starting.join();
        // they are there, but no name leads to them
        assertThat(gateway.has("echo")).isFalse();
        dns.change(addresses(first, pods));
        awaitOwners(gateway, 2);
        var load = new Load(3, () -> gateway.find("echo"));
        load.awaitAnswers(50, SOON);
        for (int i = 0; i < 2; i++) {
            var host = hosts.add();
            dns.change(Stream.concat(addresses(first, pods).stream(), Stream.of(host.address()))
                    .toList());
            pods.add(starting(host, dns, "new" + i).join());
            awaitOwners(gateway, 3);
            var leaving = pods.removeFirst();
            dns.change(addresses(first, pods));
            leaving.process().terminate();
            awaitOwners(gateway, 2);
            load.awaitAnswers(50, SOON);
        }
        assertThat(load.stop()).isEmpty();
        assertThat(String.valueOf(Values.object(gateway.find("echo")).get("from")))
                .startsWith("new");
    }

    @Test
    void through_Redis_they_find_each_other_at_the_addresses_that_they_advertise() throws Exception {
        assumeTrue(RedisServer.isInstalled(), "needs redis-server");
        var hosts = opened(new Hosts());
        var first = hosts.add();
        var command = new ArrayList<>(first.command());
        command.addAll(List.of("redis-server", "--protected-mode", "no", "--save", "", "--appendonly", "no"));
        var redis = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        opened(() -> redis.destroyForcibly().waitFor());
        var server = Map.of("url", "redis://" + first.address());
        UnaryOperator<JavaPeerOptions> withRedis =
                o -> o.withCote("broadcast", null).withCote("redis", server);
        var second = hosts.add();
        var replica = withRedis.apply(replica("one")).withCote("advertisedAddress", second.address());
        var starting = Background.start(() -> opened(JavaProcess.start(replica, second.command())));
        var options = withRedis
                .apply(JavaPeerOptions.quick("gateway", 12_345).onlyConsuming())
                .withCote("advertisedAddress", first.address());
        var gateway = opened(JavaProcess.start(options, first.command()));
        starting.join();
        awaitOwners(gateway, 1);
        assertThat(Values.object(gateway.find("echo"))).containsEntry("from", "one");
    }

    private static JavaPeerOptions replica(String name) {
        return JavaPeerOptions.quick(name, 12_345).withKey("echoes").withService("echo", "echo");
    }

    private CompletableFuture<Pod> starting(Hosts.Host host, DnsServer dns, String name) {
        return Background.start(() -> new Pod(host, start(host, dns, replica(name))));
    }

    private JavaProcess start(Hosts.Host host, DnsServer dns, JavaPeerOptions options) {
        return opened(JavaProcess.start(
                options.withCote("broadcast", null)
                        .withCote("dns", DnsServer.NAME)
                        .withCote("dnsServer", dns.server()),
                host.command()));
    }

    private static List<String> addresses(Hosts.Host first, List<Pod> pods) {
        return Stream.concat(
                        Stream.of(first.address()),
                        pods.stream().map(pod -> pod.host().address()))
                .toList();
    }

    private static void awaitOwners(JavaProcess gateway, int count) {
        Eventually.await(SOON, count + " owners", () -> gateway.owners("echo").size() == count);
    }
}
