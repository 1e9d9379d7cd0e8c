package org.feathers4j.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.JsNumbers;
import org.feathers4j.JsText;
import org.feathers4j.JsonCopies;
import org.feathers4j.NonBlocking;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/**
 * The records of a {@link MemoryService} and the six methods on them, without its checks: Feathers' {@code _find}, {@code _get} and so
 * on. For code that the application trusts: queries may use operators that clients may not, and many records can always be addressed at once.
 * No hooks run and no events follow, unless it is registered as a service itself.
 *
 * <p>All methods may be called from any thread. Readers do not wait for one another; each change is made as one.
 */
public final class MemoryStore implements Service.Complete {
    private final MemoryOptions options;
    private final RecordStore recordStore = new RecordStore();

    /** Guarded by the lock of the records. */
    private long nextId;

    MemoryStore(MemoryOptions options) {
        this.options = options;
        this.nextId = options.startId();
        recordStore.exclusively(() -> seed(options.store()));
    }

    private int seed(List<Map<String, @Nullable Object>> records) {
        for (var record : records) {
            if (record.get(options.id()) == null)
                throw new IllegalArgumentException(
                        "A record to begin with has no '%s', only %s".formatted(options.id(), record.keySet()));
            if (recordStore.get(key(record)) != null)
                throw new IllegalArgumentException(
                        "Two records to begin with have the %s '%s'".formatted(options.id(), key(record)));
            recordStore.put(key(record), JsonCopies.mutable(record));
        }
        return records.size();
    }

    /** A list of the records that match; a page when the options or the params say so. */
    @Override
    public Object find(Params params) {
        return search(params).find(recordStore.all());
    }

    /** The record, when it matches the query; throws NotFound otherwise, also for null. */
    @Override
    @NonBlocking
    public Map<String, @Nullable Object> get(@Nullable Id id, Params params) {
        Search search = search(params);
        return search.selection().copy(existing(id, search));
    }

    /** The new record, or the new records for a list, all or none. Throws Conflict for an id that is taken. Of the query only {@code $select} counts. */
    @Override
    public Object create(@Nullable Object data, Params params) {
        Selection selection = Selection.of(params.query().get("$select"), options.id());
        if (!(data instanceof List<?> items))
            return selection.copy(store(List.of(object(data))).getFirst());
        var copies = new ArrayList<@Nullable Object>(items.size());
        for (var stored : store(items.stream().map(MemoryStore::object).toList())) copies.add(selection.copy(stored));
        return copies;
    }

    private List<Map<String, @Nullable Object>> store(List<Map<String, @Nullable Object>> records) {
        return recordStore.exclusively(() -> {
            Set<String> given = givenKeys(records);
            for (var record : records) {
                if (!isGiven(record.get(options.id()))) record.put(options.id(), freeId(given));
                recordStore.put(key(record), record);
            }
            return records;
        });
    }

    /** The keys of the records that come with an id; Feathers' memory service replaces the record with the same id. */
    private Set<String> givenKeys(List<Map<String, @Nullable Object>> records) {
        var given = new HashSet<String>();
        for (var record : records)
            if (isGiven(record.get(options.id())) && (!given.add(key(record)) || recordStore.get(key(record)) != null))
                throw FeathersException.of(
                        ErrorKind.CONFLICT, "A record with the %s '%s' already exists", options.id(), key(record));
        return given;
    }

    private Number freeId(Set<String> given) {
        Number id;
        do {
            id = JsNumbers.whole(nextId++);
        } while (recordStore.get(id.toString()) != null || given.contains(id.toString()));
        return id;
    }

    /**
     * The record with all fields replaced except its id. It must match the query before and after, or nothing is changed (Feathers'
     * memory service keeps a change that it answers with NotFound).
     */
    @Override
    public Map<String, @Nullable Object> update(@Nullable Id id, @Nullable Object data, Params params) {
        if (id == null || data instanceof List<?>)
            throw FeathersException.badRequest("You can not replace multiple instances. Did you mean 'patch'?");
        Search search = search(params);
        var replacement = data == null ? new LinkedHashMap<String, @Nullable Object>() : object(data);
        return search.selection().copy(recordStore.exclusively(() -> {
            replacement.put(options.id(), existing(id, search).get(options.id()));
            if (!search.matcher().test(replacement)) throw notFound(id);
            recordStore.put(JsText.of(id.value()), replacement);
            return replacement;
        }));
    }

    /** The record after the merge, which keeps its id and needs to match the query before only; for a null id all that match. */
    @Override
    public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        Search search = search(params);
        Map<String, @Nullable Object> changes = data == null ? Map.of() : object(data);
        if (id != null)
            return search.selection().copy(recordStore.exclusively(() -> merge(existing(id, search), changes)));
        return search.copies(recordStore.exclusively(() -> {
            var found = search.matching(recordStore.all());
            found.replaceAll(record -> merge(record, changes));
            return found;
        }));
    }

    private Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> record, Map<String, @Nullable Object> changes) {
        var merged = new LinkedHashMap<>(record);
        merged.putAll(changes);
        merged.put(options.id(), record.get(options.id()));
        recordStore.put(key(merged), merged);
        return merged;
    }

    /** The removed record; for a null id all that match. */
    @Override
    public Object remove(@Nullable Id id, Params params) {
        Search search = search(params);
        if (id != null)
            return search.selection()
                    .copy(recordStore
                            .exclusively(() -> removed(List.of(existing(id, search))))
                            .getFirst());
        return search.copies(recordStore.exclusively(() -> removed(search.matching(recordStore.all()))));
    }

    private List<Map<String, @Nullable Object>> removed(List<Map<String, @Nullable Object>> records) {
        for (var record : records) recordStore.remove(key(record));
        return records;
    }

    private Search search(Params params) {
        return Search.of(params, options.overriddenBy(params), options.id());
    }

    private Map<String, @Nullable Object> existing(@Nullable Id id, Search search) {
        var record = id == null ? null : recordStore.get(JsText.of(id.value()));
        if (record == null || !search.matcher().test(record)) throw notFound(id);
        return record;
    }

    private static FeathersException notFound(@Nullable Id id) {
        return FeathersException.notFound("No record found for id '%s'", id == null ? "null" : JsText.of(id.value()));
    }

    /** Records are found by the text of their id: 1 and "1" are the same one. */
    private String key(Map<String, @Nullable Object> record) {
        return JsText.of(record.get(options.id()));
    }

    /** JavaScript truthiness: the reference makes an id of its own for 0 and the empty text too (memory, src/index.ts). */
    private static boolean isGiven(@Nullable Object id) {
        return switch (id) {
            case null -> false;
            case Boolean truth -> truth;
            case String text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
            default -> true;
        };
    }

    private static Map<String, @Nullable Object> object(@Nullable Object data) {
        if (data instanceof Map<?, ?> members) return JsonCopies.mutable(members);
        throw FeathersException.badRequest("A record must be an object");
    }
}
