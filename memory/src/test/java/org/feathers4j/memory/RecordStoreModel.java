package org.feathers4j.memory;

import java.util.List;
import java.util.Map;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;

/** Records that are written one by one. */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "value", gen = IntGen.class, conf = "1:9")
public final class RecordStoreModel {
    private final RecordStore store = new RecordStore();

    @Operation
    public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
        store.exclusively(() -> {
            store.put("" + key, Map.of("value", value));
            return true;
        });
    }

    @Operation
    public void remove(@Param(name = "key") int key) {
        store.exclusively(() -> {
            store.remove("" + key);
            return true;
        });
    }

    @Operation
    public @Nullable Object get(@Param(name = "key") int key) {
        Map<String, @Nullable Object> record = store.get("" + key);
        return record == null ? null : record.get("value");
    }

    @Operation
    public List<@Nullable Object> all() {
        return store.all().stream().map(record -> record.get("value")).toList();
    }
}
