package org.feathers4j.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Many more virtual threads than connections: they wait for one without a carrier. */
abstract class PinningTest extends DatabaseTest {
    private static final int THREADS = 200;
    private static final int CALLS = 5;

    @TempDir
    Path folder;

    @Test
    void virtual_threads_that_wait_for_the_database_pin_no_carrier() throws Exception {
        sql("CREATE TABLE things (%s, n int)".formatted(key()));
        SqlService things = service("things");
        calls(things, 2); // loads classes, also those of transactions, which pins
        int before = records(things.find(Params.empty())).size();
        assertThat(pinned(() -> calls(things, CALLS))).isEmpty();
        assertThat(records(things.find(Params.empty()))).hasSize(before + THREADS * CALLS);
    }

    private void calls(SqlService things, int each) throws Exception {
        var made = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all = java.util.stream.IntStream.range(0, THREADS)
                    .mapToObj(i -> threads.submit(() -> {
                        for (int call = 0; call < each; call++) {
                            call(things, call);
                            made.incrementAndGet();
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) one.get();
        }
        assertThat(made.get()).isEqualTo(THREADS * each);
    }

    private void call(SqlService things, int n) {
        var created = record(
                n % 2 == 0
                        ? things.create(Map.of("n", n), Params.empty())
                        : database.transaction(params -> things.create(Map.of("n", n), params)));
        things.get(id(created), Params.empty());
        things.patch(id(created), Map.of("n", n + 1), Params.empty());
        things.find(where(Map.of("id", Map.of("$lt", id(created).value()), "$limit", 3)));
        assertThat(refused(() -> things.get(Id.of(-1), Params.empty())).code()).isEqualTo(404);
    }

    interface Work {
        void run() throws Exception;
    }

    /** Where threads of ours were pinned while the work was done. */
    List<String> pinned(Work work) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (var recording = new Recording()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return events(file).stream()
                .filter(event -> event.getStackTrace() != null)
                .map(event -> event + " " + event.getStackTrace().getFrames())
                .filter(event -> event.contains("org.feathers4j") || event.contains("com.zaxxer"))
                .toList();
    }

    private static List<RecordedEvent> events(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .toList();
    }
}
