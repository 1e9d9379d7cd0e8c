package org.feathers4j.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.memory.Calls.object;

@Timeout(60)
class ManyThreadsTest {
    private static final Params NONE = Params.empty();

    @Test
    void every_new_record_gets_an_id_of_its_own() throws Exception {
        var service = MemoryService.create();

        List<@Nullable Object> ids = all(200, i -> {
            var mine = new ArrayList<@Nullable Object>();
            for (int n = 0; n < 20; n++)
                mine.add(Vectors.object(service.create(object("n", n), NONE)).get("id"));
            return mine;
        });

        assertThat(new HashSet<>(ids)).hasSize(4000);
        assertThat(Vectors.list(service.find(NONE))).hasSize(4000);
    }

    @Test
    void no_change_to_another_field_gets_lost() throws Exception {
        var service = MemoryService.create(o -> o.store(List.of(object("id", 1))));

        all(100, i -> List.of(service.patch(Id.of(1), object("field" + i, i), NONE)));

        assertThat(Vectors.object(service.get(Id.of(1), NONE))).hasSize(101);
    }

    @Test
    void a_find_sees_all_of_a_change_to_many_records_or_nothing_of_it() throws Exception {
        var service = MemoryService.create(o -> o.multi(true)
                .store(IntStream.range(0, 50)
                        .mapToObj(i -> object("id", i, "round", 0))
                        .toList()));
        var done = new AtomicBoolean();
        // not on virtual threads: these are not preempted, so readers that never pause would keep the holder of the
        // lock from going on
        try (var threads = Executors.newFixedThreadPool(8)) {
            var readers = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> rounds(service, done)))
                    .toList();
            try {
                for (int round = 1; round <= 300; round++) service.patch(null, object("round", round), NONE);
            } finally {
                done.set(true);
            }
            for (Future<Integer> reader : readers) assertThat(reader.get()).isPositive();
        }
    }

    /** How many finds saw one round only, and no older one than a get before. */
    private static int rounds(MemoryService service, AtomicBoolean done) {
        int finds = 0;
        do {
            int got = round(service.get(Id.of(49), NONE));
            var found = Vectors.list(service.find(NONE));
            int first = round(found.getFirst());
            assertThat(found).allSatisfy(record -> assertThat(round(record)).isEqualTo(first));
            assertThat(first).isGreaterThanOrEqualTo(got);
            finds++;
        } while (!done.get());
        return finds;
    }

    private static int round(@Nullable Object record) {
        return record instanceof Map<?, ?> map && map.get("round") instanceof Integer round ? round : -1;
    }

    private interface Job {
        List<?> run(int number) throws Exception;
    }

    /** What all jobs returned, each of them run on a virtual thread of its own. */
    private static List<@Nullable Object> all(int jobs, Job job) throws InterruptedException, ExecutionException {
        var results = new ArrayList<@Nullable Object>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, jobs)
                    .<Callable<List<?>>>mapToObj(i -> () -> job.run(i))
                    .toList();
            for (Future<List<?>> call : threads.invokeAll(calls)) results.addAll(call.get());
        }
        return results;
    }
}
