package org.feathers4j.interop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/**
 * Like {@code slow} of {@code services.mjs}: {@code get(ms)} and {@code create({ms})} answer after that many milliseconds, {@code find} counts
 * the calls begun and ended. A prompt one answers the same at once.
 */
final class Slow implements Service.Finds, Service.Gets, Service.Creates {

    private final String name;
    private final boolean waits;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    Slow(String name, boolean waits) {
        this.name = name;
        this.waits = waits;
    }

    @Override
    public Object find(Params params) {
        return Map.of("begun", begun.get(), "ended", ended.get(), "from", name);
    }

    @Override
    public Object get(Id id, Params params) throws InterruptedException {
        return after(id.asLong(), Map.of("id", id.value()));
    }

    @Override
    public Object create(@Nullable Object data, Params params) throws InterruptedException {
        var record = Values.object(data);
        return after(record.get("ms") instanceof Number ms ? ms.longValue() : 0, record);
    }

    private Object after(long millis, Map<String, ? extends @Nullable Object> answer) throws InterruptedException {
        begun.incrementAndGet();
        if (waits) {
            // The time a call takes is what this service is about; no test waits by it.
            Thread.sleep(millis);
        }
        ended.incrementAndGet();
        var signed = new LinkedHashMap<String, @Nullable Object>(answer);
        signed.put("from", name);
        return signed;
    }
}
