package org.feathers4j.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.JsNumbers;
import org.feathers4j.JsonForm;
import org.feathers4j.Params;
import org.feathers4j.adapter.Pagination;
import org.jspecify.annotations.Nullable;

/**
 * A query, ready to run: condition, order, skip, limit and selection.
 *
 * @param limit null: no bound
 * @param paginate null: the answer is a plain list
 */
record Search(
        Matcher matcher,
        Sorter sorter,
        long skip,
        @Nullable Number limit,
        Selection selection,
        @Nullable Pagination paginate) {
    /** @param id the name of the id field */
    static Search of(Params params, MemoryOptions options, String id) {
        Map<String, @Nullable Object> query = plain(params.query());
        Number skip = JsNumbers.parse(query.get("$skip"));
        return new Search(
                Matcher.of(conditions(query, options), options.operators()),
                Sorter.of(query.get("$sort")),
                Pagination.isEffective(skip) ? skip.longValue() : 0,
                limit(query.get("$limit"), options.paginate()),
                Selection.of(query.get("$select"), id),
                options.paginate());
    }

    /** The store can be asked without the pipeline, which has done this already otherwise. */
    @SuppressWarnings("unchecked") // the form of an object is one
    private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> query) {
        return query.isEmpty() ? query : (Map<String, @Nullable Object>) Objects.requireNonNull(JsonForm.plain(query));
    }

    private static Map<String, @Nullable Object> conditions(
            Map<String, @Nullable Object> query, MemoryOptions options) {
        if (query.keySet().stream().noneMatch(key -> key.startsWith("$"))) return query;
        var conditions = new LinkedHashMap<>(query);
        List.of("$skip", "$limit", "$sort", "$select").forEach(conditions::remove);
        options.filters().keySet().forEach(conditions::remove);
        return conditions;
    }

    /** Default and cap are applied here too, so that no access to the store bypasses them. */
    private static @Nullable Number limit(@Nullable Object requested, @Nullable Pagination paginate) {
        Number parsed = JsNumbers.parse(requested);
        Number effective = Pagination.isEffective(parsed) ? parsed : null;
        return paginate == null ? effective : paginate.limit(effective);
    }

    /** The records that match, in their order in the store. */
    List<Map<String, @Nullable Object>> matching(List<Map<String, @Nullable Object>> records) {
        var found = new ArrayList<Map<String, @Nullable Object>>();
        for (var record : records) if (matcher.test(record)) found.add(record);
        return found;
    }

    /** The answer of {@code find}: a list or a page of copies. */
    Object find(List<Map<String, @Nullable Object>> records) {
        var found = matching(records);
        if (!sorter.keepsOrder()) found.sort(sorter);
        var data = copies(part(found));
        return paginate == null ? data : page(found.size(), data);
    }

    private <T> List<T> part(List<T> found) {
        int from = (int) Math.min(skip, found.size());
        long count = limit == null ? Long.MAX_VALUE : limit.longValue();
        return found.subList(from, (int) (from + Math.min(count, found.size() - from)));
    }

    private Map<String, @Nullable Object> page(int total, List<@Nullable Object> data) {
        var page = new LinkedHashMap<String, @Nullable Object>();
        page.put("total", total);
        if (limit != null) page.put("limit", limit);
        page.put("skip", JsNumbers.whole(skip));
        page.put("data", data);
        return page;
    }

    List<@Nullable Object> copies(List<Map<String, @Nullable Object>> records) {
        var copies = new ArrayList<@Nullable Object>(records.size());
        for (var record : records) copies.add(selection.copy(record));
        return copies;
    }
}
