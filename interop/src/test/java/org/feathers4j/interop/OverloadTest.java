package org.feathers4j.interop;

import java.time.Duration;

import org.feathers4j.ErrorKind;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider with a heap of 256 MB that gets three times as many calls as it can answer. At length and to the letter by hand: {@code -Doverload.seconds=60
 * -Doverload.percent=90}; with {@code -Doverload.work=0} the processors are the limit and not the time that a call takes.
 */
@EachMeshKind
class OverloadTest {

    private static final Duration SOON = Patience.ofSeconds(30);
    private static final int WORK = Integer.getInteger("overload.work", 50);
    private static final int PERCENT = Integer.getInteger("overload.percent", 60);

    /** How many calls the provider runs at the same time; it refuses all further ones. */
    private static final int AT_ONCE = 50;

    private final LoopbackMesh mesh;

    OverloadTest(MeshKind kind) {
        mesh = new LoopbackMesh(kind);
    }

    @AfterEach
    void end() {
        mesh.close();
    }

    @Test
    void three_times_the_calls_that_a_small_provider_can_answer_leave_it_alive_and_at_work() {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var provider = mesh.process(
                mesh.quickJava("provider").withService("slow", "slow"),
                "-Xmx256m",
                "-Dpeer.maxCallsInFlight=" + AT_ONCE);
        gateway.awaitOwners("slow", 1, SOON);
        var slow = new Overload(gateway.service("slow"), WORK, AT_ONCE);

        Overload.Result result = slow.tripled();

        assertThat(result.failures()).containsOnly(ErrorKind.UNAVAILABLE);
        assertThat(provider.alive()).isTrue();
        assertThat(result.percent()).as("%s", result).isGreaterThan(PERCENT);
        slow.awaitCalm(SOON);
    }

    @Test
    void when_the_processor_is_the_limit_what_a_busy_provider_takes_it_answers_soon() {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var provider = mesh.process(
                mesh.quickJava("provider").withService("busy", "busy"),
                "-Xmx256m",
                "-XX:ActiveProcessorCount=1",
                "-Dpeer.maxStartDelay=20");
        gateway.awaitOwners("busy", 1, SOON);
        var busy = Overload.ofProcessor(gateway.service("busy"));

        Overload.Result result = busy.tripled();

        System.out.printf("overload: %s%n", result);
        result.assertBearable();
        assertThat(provider.alive()).isTrue();
        busy.awaitCalm(SOON);
    }
}
