package org.feathers4j.memory;

import java.util.List;
import java.util.Map;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;

/** Changes of two records at once. */
@Param(name = "value", gen = IntGen.class, conf = "1:9")
public final class WholeChangesModel {
    private final RecordStore store = new RecordStore();

    @Operation
    public void putBoth(@Param(name = "value") int value) {
        store.exclusively(() -> {
            store.put("1", Map.of("value", value));
            store.put("2", Map.of("value", value));
            return true;
        });
    }

    @Operation
    public void swap() {
        store.exclusively(() -> {
            Map<String, @Nullable Object> first = store.get("1");
            store.remove("1");
            if (first != null) store.put("2", first);
            return true;
        });
    }

    @Operation
    public List<@Nullable Object> all() {
        return store.all().stream().map(record -> record.get("value")).toList();
    }
}
