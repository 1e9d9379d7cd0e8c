package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many applications that are started at the same time, with real sockets and the intervals that they have by default. The whole crowd by hand: {@code -Dcrowd.apps=50
 * -Dcrowd.processes=3 -Dcrowd.rounds=20 -Dcrowd.within=3000}.
 */
class CrowdTest {

    private static final int APPS = Integer.getInteger("crowd.apps", 8);
    private static final int PROCESSES = Integer.getInteger("crowd.processes", 1);
    private static final int ROUNDS = Integer.getInteger("crowd.rounds", 2);
    private static final int SERVICES = 5;

    /** After the last start, in milliseconds. By default so long that other work on the machine does not matter. */
    private static final Duration WITHIN = Duration.ofMillis(
            Long.getLong("crowd.within", Patience.ofSeconds(15).toMillis()));

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    static IntStream rounds() {
        return IntStream.range(0, ROUNDS);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void everybody_sees_everything_soon_after_the_last_start(int round) {
        var here = new ArrayList<CompletableFuture<JavaPeer>>();
        var apart = new ArrayList<CompletableFuture<JavaProcess>>();
        for (int i = 0; i < PROCESSES; i++) {
            int number = APPS - 1 - i;
            apart.add(CompletableFuture.supplyAsync(() -> mesh.process(unhurried(number))));
        }
        // a process takes longer to start than an application: they are to come together
        apart.forEach(CompletableFuture::join);
        for (int i = 0; i < APPS - PROCESSES; i++) {
            int number = i;
            here.add(CompletableFuture.supplyAsync(() -> mesh.java(unhurried(number))));
        }
        here.forEach(CompletableFuture::join);
        Eventually.await(
                WITHIN, "all peers see all services", () -> missing(here, apart).isEmpty());
    }

    private JavaPeerOptions unhurried(int number) {
        var options =
                JavaPeerOptions.unhurried("app" + number, mesh.discoveryPort()).withKey(mesh.key("crowd"));
        for (var path : offeredBy(number)) {
            options = options.withService(path, "echo");
        }
        return options;
    }

    private static List<String> offeredBy(int number) {
        return IntStream.range(0, SERVICES)
                .mapToObj(s -> "service-%d-%d".formatted(number, s))
                .toList();
    }

    /** The services that a peer does not see yet. */
    private static Map<String, String> missing(
            List<CompletableFuture<JavaPeer>> here, List<CompletableFuture<JavaProcess>> apart) {
        var missing = new LinkedHashMap<String, String>();
        for (int other = 0; other < APPS; other++) {
            for (var path : offeredBy(other)) {
                for (int i = 0; i < here.size(); i++) {
                    if (i != other && here.get(i).join().owners(path).size() != 1) missing.put("app" + i, path);
                }
                for (int i = 0; i < apart.size(); i++) {
                    int number = APPS - 1 - i;
                    if (missing.isEmpty()
                            && number != other
                            && apart.get(i).join().owners(path).size() != 1) missing.put("app" + number, path);
                }
            }
        }
        return missing;
    }
}
