package org.feathers4j.cote;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/** How much came in and went out of a component since it began, and how much is under way. Any thread counts and reads. */
final class Traffic {
    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();

    void countIn() {
        in.increment();
    }

    void countOut() {
        out.increment();
    }

    /** For monitors; Node's pay no attention to it. */
    Map<String, @Nullable Object> toJson(LongSupplier pending) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("in", in.sum());
        json.put("out", out.sum());
        json.put("pending", pending.getAsLong());
        return json;
    }
}
