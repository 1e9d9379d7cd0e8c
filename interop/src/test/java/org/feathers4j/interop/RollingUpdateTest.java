package org.feathers4j.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        var way = new Rendezvous(
                (options, host) -> options.withCote("dns", DnsServer.NAME).withCote("dnsServer", dns.server()),
                dns::change);
        var gateway = gateway(first, way);
        var pods = pods(hosts, way, 2);
        // they are there, but no name leads to them
        assertThat(gateway.join().has("echo")).isFalse();
        dns.change(addresses(first, pods));
        replaceUnderLoad(hosts, first, gateway.join(), pods, way);
    }

    @Test
    void through_Redis_they_find_each_other_at_the_addresses_that_they_advertise_and_are_replaced_as_well()
            throws Exception {
        assumeTrue(RedisServer.isInstalled(), "needs redis-server");
        var hosts = opened(new Hosts());
        var first = hosts.add();
        startRedis(first);
        var server = Map.of("url", "redis://" + first.address());
        var way = new Rendezvous(
                (options, host) -> options.withCote("redis", server).withCote("advertisedAddress", host.address()),
                addresses -> {});
        var gateway = gateway(first, way);
        var pods = pods(hosts, way, 3);
        replaceUnderLoad(hosts, first, gateway.join(), pods, way);
    }

    /**
     * How pods find each other.
     *
     * @param options adds what a pod on that host needs
     * @param change is told the addresses of all that run or are about to start, as Kubernetes tells its DNS
     */
    private record Rendezvous(
            BiFunction<JavaPeerOptions, Hosts.Host, JavaPeerOptions> options, Consumer<List<String>> change) {}

    /** Replaces one pod after the other; no read fails meanwhile. */
    private void replaceUnderLoad(Hosts hosts, Hosts.Host first, JavaProcess gateway, List<Pod> pods, Rendezvous way) {
        int count = pods.size();
        awaitOwners(gateway, count);
        var load = new Load(3, () -> gateway.find("echo"));
        load.awaitAnswers(50, SOON);
        for (int i = 0; i < count; i++) {
            var host = hosts.add();
            way.change()
                    .accept(Stream.concat(addresses(first, pods).stream(), Stream.of(host.address()))
                            .toList());
            pods.add(starting(host, way, "new" + i).join());
            awaitOwners(gateway, count + 1);
            var leaving = pods.removeFirst();
            way.change().accept(addresses(first, pods));
            leaving.process().terminate();
            awaitOwners(gateway, count);
            load.awaitAnswers(50, SOON);
        }
        assertThat(load.stop()).isEmpty();
        assertThat(String.valueOf(Values.object(gateway.find("echo")).get("from")))
                .startsWith("new");
    }

    private void startRedis(Hosts.Host host) throws IOException {
        var command = new ArrayList<>(host.command());
        command.addAll(List.of("redis-server", "--protected-mode", "no", "--save", "", "--appendonly", "no"));
        var redis = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        opened(() -> redis.destroyForcibly().waitFor());
    }

    private CompletableFuture<JavaProcess> gateway(Hosts.Host host, Rendezvous way) {
        return Background.start(
                () -> start(host, way, JavaPeerOptions.quick("gateway", 12_345).onlyConsuming()));
    }

    private List<Pod> pods(Hosts hosts, Rendezvous way, int count) {
        var starting = IntStream.range(0, count)
                .mapToObj(i -> starting(hosts.add(), way, "old" + i))
                .toList();
        return starting.stream().map(CompletableFuture::join).collect(Collectors.toCollection(ArrayList::new));
    }

    private CompletableFuture<Pod> starting(Hosts.Host host, Rendezvous way, String name) {
        var options = JavaPeerOptions.quick(name, 12_345).withKey("echoes").withService("echo", "echo");
        return Background.start(() -> new Pod(host, start(host, way, options)));
    }

    private JavaProcess start(Hosts.Host host, Rendezvous way, JavaPeerOptions options) {
        return opened(
                JavaProcess.start(way.options().apply(options.withCote("broadcast", null), host), host.command()));
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
